using System.Text;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine;

/// <summary>The headers of responses, as recorded. The tags of recorded bodies are those of the recordings.</summary>
public abstract class CommonHeaderTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : CommonHeaderTests(Transport.InMemory);

    public sealed class OnSocket() : CommonHeaderTests(Transport.Socket);

    private const string Json = "application/json; charset=utf-8";

    [Theory]
    [InlineData("auth/authenticate", "application/json", """{"apiKey":"{key}","secret":"{secret}"}""", 200, Json)]
    [InlineData("auth/authenticate", "application/json", """{"apiKey":"{key}","secret":"wrong"}""", 401, "text/html; charset=utf-8")]
    [InlineData("auth/refreshToken", "application/json", """{}""", 401, "text/html; charset=utf-8")]
    [InlineData("v2/auth/token", "application/x-www-form-urlencoded", "", 400, Json)]
    [InlineData("endpoint", "application/json", Appointment, 200, Json)]
    [InlineData("query", "application/json", Appointment, 200, Json)]
    [InlineData("endpoint", "application/json", "{}", 400, Json)]
    [InlineData("nothing", "application/json", "{}", 404, "text/plain; charset=utf-8")]
    public async Task Response_has_the_recorded_headers(string path, string type, string body, int status, string responseType)
    {
        var filled = body.Replace("{key}", Redox.Auth.LegacyApiKey, StringComparison.Ordinal).Replace("{secret}", Redox.Auth.LegacySecret, StringComparison.Ordinal);
        using var request = await WithTokenAsync(filled);
        request.RequestUri = new(path, UriKind.Relative);
        request.Content!.Headers.ContentType = new(type);

        using var response = await Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(Expected(responseType, await response.Content.ReadAsByteArrayAsync()), HeadersOf(response));
    }

    [Fact]
    public async Task Token_has_the_recorded_headers()
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = AssertionType,
            ["client_assertion"] = ValidAssertion().Sign(),
        });

        using var response = await Http.PostAsync("v2/auth/token", content);

        Assert.Equal(Expected(Json, await response.Content.ReadAsByteArrayAsync()), HeadersOf(response));
    }

    [Fact]
    public async Task Refusal_of_a_legacy_key_has_the_recorded_tag()
    {
        using var content = new StringContent("""{"apiKey":"a","secret":"b"}""", Encoding.UTF8, "application/json");

        using var response = await Http.PostAsync("auth/authenticate", content);

        Assert.Equal("W/\"f-RGtBbVNe0/VH/NZT3BHUnA\"", response.Headers.NonValidated["ETag"].ToString());
        Assert.Empty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Messages_with_a_wrong_token_get_no_challenge()
    {
        using var response = await Http.PostAsync("endpoint", null);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Empty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Fault_has_its_own_headers_only()
    {
        Redox.Faults.Next(Fault.Unauthorized);

        using var response = await PostRawAsync(Appointment);

        Assert.Equal("Content-Length: 12\nContent-Type: text/plain; charset=utf-8\nDate: Mon, 05 Jan 2026 09:00:00 GMT", HeadersOf(response));
    }

    private static string Expected(string type, byte[] body)
    {
        return $"""
            Cache-Control: private, no-cache, no-store, must-revalidate
            Content-Length: {body.Length}
            Content-Security-Policy: default-src https:; style-src https: 'unsafe-inline'; object-src 'none'
            Content-Type: {type}
            Date: Mon, 05 Jan 2026 09:00:00 GMT
            ETag: {ExpressTag.Of(body)}
            Expires: -1
            Pragma: no-cache
            Referrer-Policy: same-origin
            Strict-Transport-Security: max-age=300; includeSubdomains;
            Vary: Accept-Encoding
            X-Content-Security-Policy: default-src https:; style-src https: 'unsafe-inline'; object-src 'none'
            X-Content-Type-Options: nosniff
            X-Frame-Options: deny
            X-XSS-Protection: 1; mode=block
            """.ReplaceLineEndings("\n");
    }

    private static string HeadersOf(HttpResponseMessage response) => string.Join('\n', response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        .Select(header => $"{header.Key}: {header.Value}")
        .Order(StringComparer.Ordinal));
}
