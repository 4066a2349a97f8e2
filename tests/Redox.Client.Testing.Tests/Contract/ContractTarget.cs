using System.Text;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Contract;

/// <summary>An exchange against which cases are run, and the client that runs them.</summary>
/// <param name="Http">Reaches the exchange; its base address is the root of the host.</param>
/// <param name="Identity">Creates assertions that are valid there.</param>
/// <param name="Destination">A destination to which the source is subscribed for searches, patients, devices and scheduling.</param>
internal sealed record ContractTarget(HttpClient Http, Func<HandMadeAssertion> Identity, string Destination)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private string? _token;

    /// <summary>How the response to a case differs from the expected one; empty if it does not.</summary>
    public async Task<IReadOnlyList<string>> PutAsync(ContractCase contract)
    {
        var content = contract.Json["token"] is JObject token ? TokenRequest(token) : null;
        (int Status, string? Type, string Body) response = (0, null, "");
        for (var i = 0; i < ((int?)contract.Json["times"] ?? 1); i++)
        {
            response = content is null ? await SendAsync((JObject)contract.Json["request"]!) : await SendAsync("v2/auth/token", new FormUrlEncodedContent(content), null);
        }

        var expected = contract.Json["expect"]!;
        string[] status = response.Status == (int)expected["status"]! ? [] : [$"status: expected {expected["status"]}, got {response.Status}"];
        string[] type = (string?)expected["contentType"] is { } wanted && wanted != response.Type ? [$"content type: expected {wanted}, got {response.Type}"] : [];
        var body = expected["body"] is { } shape ? JsonShape.Differences(Fill(shape), Parse(response.Body)) : [];
        return [.. status, .. type, .. body];
    }

    private Dictionary<string, string> TokenRequest(JObject changes)
    {
        var assertion = Identity();
        assertion.Key!.KeyId = (string?)changes["keyId"] ?? assertion.Key.KeyId;
        Change(assertion.Claims, changes["claims"], (long)assertion.Claims["iat"]!);
        var form = new JObject { ["grant_type"] = "client_credentials", ["client_assertion_type"] = AssertionType, ["client_assertion"] = assertion.Sign() };
        Change(form, changes["form"], 0);
        return form.Properties().ToDictionary(field => field.Name, field => (string)field.Value!);
    }

    private static void Change(JObject values, JToken? changes, long now)
    {
        foreach (var change in (changes as JObject ?? []).Properties())
        {
            if (change.Value.Type == JTokenType.Null)
            {
                values.Remove(change.Name);
            }
            else
            {
                var text = (string)change.Value!;
                values[change.Name] = text.StartsWith("{now-", StringComparison.Ordinal)
                    ? now - int.Parse(text[5..^1], System.Globalization.CultureInfo.InvariantCulture)
                    : change.Value;
            }
        }
    }

    private async Task<(int Status, string? Type, string Body)> SendAsync(JObject request)
    {
        var text = (string?)request["text"] ?? Fill(request["body"]!).ToString(Newtonsoft.Json.Formatting.None);
        var authorization = request.ContainsKey("authorization") ? (string?)request["authorization"] : "Bearer {token}";
        if (authorization?.Contains("{token}", StringComparison.Ordinal) == true)
        {
            authorization = authorization.Replace("{token}", _token ??= await GetTokenAsync(), StringComparison.Ordinal);
        }

        return await SendAsync((string?)request["path"] ?? "endpoint", new StringContent(text, Encoding.UTF8, "application/json"), authorization);
    }

    private async Task<string> GetTokenAsync()
    {
        var (status, _, body) = await SendAsync("v2/auth/token", new FormUrlEncodedContent(TokenRequest([])), null);
        return status == 200 ? (string)JObject.Parse(body)["access_token"]! : throw new InvalidOperationException($"No token for the cases: status {status}. Check client ID, key ID and key.");
    }

    private async Task<(int Status, string? Type, string Body)> SendAsync(string path, HttpContent content, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    private JToken Fill(JToken json) => JToken.Parse(json.ToString(Newtonsoft.Json.Formatting.None).Replace("{destination}", Destination, StringComparison.Ordinal));

    private static JToken? Parse(string body)
    {
        try
        {
            return JToken.Parse(body);
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return null;
        }
    }
}
