using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Setup;

// Tokens and legacy keys, and what is true of every refusal.
public abstract partial class ExchangeTests
{
    protected const string KeyNotFound = "Public key not found, check client_id, kid and Redox dashboard settings";

    protected Task<Response> AuthenticateAsync(string path, string member, string value) => AuthenticateAsync(Redox, path, member, value);

    protected async Task<Response> AuthenticateAsync(RedoxTenant tenant, string path, string member, string value)
    {
        var body = new JObject { ["apiKey"] = tenant.Auth.LegacyApiKey, [member] = value };
        using var request = new HttpRequestMessage(HttpMethod.Post, "auth/" + path) { Content = new StringContent(body.ToString(), Encoding.UTF8, "application/json") };
        return await SendAsync(request);
    }

    protected void AssertRefused(Response response, RequestProblemKind problem)
    {
        Assert.Equal((401, "text/html", "Invalid request"), (response.Status, response.ContentType?.MediaType, response.Body));
        var entry = Redox.Requests.Tokens[^1];
        Assert.False(entry.Accepted);
        Assert.Equal(problem, Assert.Single(entry.Problems).Kind);
    }

    protected async Task AssertRefusedAsync(string claim, int secondsFromNow, string description, params string[] problems)
    {
        var assertion = ValidAssertion();
        assertion.Claims[claim] = Clock.GetUtcNow().ToUnixTimeSeconds() + secondsFromNow;
        await AssertRefusedAsync(assertion.Sign(), description, problems);
    }

    protected async Task AssertRefusedAsync(string assertion, string description, params string[] problems) =>
        AssertRefused(await RequestTokenAsync(assertion), description, problems);

    protected void AssertRefused(Response response, string description, params string[] problems)
    {
        Assert.Equal(400, response.Status);
        Assert.Equal(["error", "error_description", "error_uri"], response.Json.Properties().Select(property => property.Name));
        Assert.Equal("invalid_request", (string?)response.Json["error"]);
        Assert.Equal(description, (string?)response.Json["error_description"]);
        var entry = Redox.Requests.Tokens[^1];
        Assert.False(entry.Accepted);
        Assert.Equal(problems, entry.Problems.Select(problem => problem.Kind.ToString()));
    }

    protected static JObject Parse(Response response)
    {
        using var reader = new JsonTextReader(new StringReader(response.Body)) { DateParseHandling = DateParseHandling.None, Culture = CultureInfo.InvariantCulture };
        return JObject.Load(reader);
    }
}
