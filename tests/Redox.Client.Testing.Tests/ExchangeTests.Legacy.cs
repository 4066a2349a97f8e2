using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests;

/// <summary>Legacy API keys.</summary>
public abstract partial class ExchangeTests
{
    [Fact]
    public async Task A_legacy_key_gets_a_token_for_a_day()
    {
        var response = await AuthenticateAsync("authenticate", "secret", _redox.Auth.LegacySecret);

        Assert.Equal(200, response.Status);
        var json = Parse(response);
        Assert.Equal(["accessToken", "expires", "refreshToken"], json.Properties().Select(property => property.Name).Order());
        Assert.Equal("2026-01-06T09:00:00.000Z", (string?)json["expires"]);
        var bearer = "Bearer " + json["accessToken"];
        Assert.Equal(200, (await PostAsync(Appointment, bearer)).Status);

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await PostAsync(Appointment, bearer)).Status);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await PostAsync(Appointment, bearer)).Status);
        Assert.Equal(RequestProblemKind.BearerTokenExpired, Assert.Single(_redox.Requests.Messages[^1].Problems).Kind);
    }

    [Fact]
    public async Task A_refresh_token_can_be_used_once()
    {
        var first = Parse(await AuthenticateAsync("authenticate", "secret", _redox.Auth.LegacySecret));
        var second = await AuthenticateAsync("refreshToken", "refreshToken", (string)first["refreshToken"]!);
        var third = await AuthenticateAsync("refreshToken", "refreshToken", (string)first["refreshToken"]!);

        Assert.Equal(200, second.Status);
        Assert.NotEqual((string?)first["accessToken"], (string?)Parse(second)["accessToken"]);
        AssertRefused(third, RequestProblemKind.RefreshTokenUnknown);
        Assert.Equal(3, _redox.Requests.Tokens.Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_as_recorded() =>
        AssertRefused(await AuthenticateAsync("authenticate", "secret", "wrong"), RequestProblemKind.LegacyKeyInvalid);

    [Fact]
    public async Task Revocation_includes_the_refresh_tokens()
    {
        var first = Parse(await AuthenticateAsync("authenticate", "secret", _redox.Auth.LegacySecret));
        _redox.Auth.RevokeTokens();

        Assert.Equal(401, (await PostAsync(Appointment, "Bearer " + first["accessToken"])).Status);
        AssertRefused(await AuthenticateAsync("refreshToken", "refreshToken", (string)first["refreshToken"]!), RequestProblemKind.RefreshTokenUnknown);
        Assert.Equal(200, (await AuthenticateAsync("authenticate", "secret", _redox.Auth.LegacySecret)).Status);
    }

    private Task<Response> AuthenticateAsync(string path, string member, string value) => AuthenticateAsync(_redox, path, member, value);

    private async Task<Response> AuthenticateAsync(RedoxTenant tenant, string path, string member, string value)
    {
        var body = new JObject { ["apiKey"] = tenant.Auth.LegacyApiKey, [member] = value };
        using var request = new HttpRequestMessage(HttpMethod.Post, "auth/" + path) { Content = new StringContent(body.ToString(), Encoding.UTF8, "application/json") };
        return await SendAsync(request);
    }

    private void AssertRefused(Response response, RequestProblemKind problem)
    {
        Assert.Equal((401, "text/html", "Invalid request"), (response.Status, response.ContentType?.MediaType, response.Body));
        var entry = _redox.Requests.Tokens[^1];
        Assert.False(entry.Accepted);
        Assert.Equal(problem, Assert.Single(entry.Problems).Kind);
    }

    // Newtonsoft would parse the text as a date.
    private static JObject Parse(Response response)
    {
        using var reader = new JsonTextReader(new StringReader(response.Body)) { DateParseHandling = DateParseHandling.None, Culture = CultureInfo.InvariantCulture };
        return JObject.Load(reader);
    }
}
