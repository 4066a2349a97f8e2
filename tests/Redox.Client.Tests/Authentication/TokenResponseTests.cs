using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>What may stand where a token should. Each cause has its own text, none is transient, and nothing of the body is shown but Redox's own error.</summary>
public sealed class TokenResponseTests
{
    private const string NotRedox = "Redox does not respond like this: check BaseAddress, and whether a gateway, a proxy or a sign-in page responds in its place.";
    private const string CheckKey = "Check Credentials (ClientId, KeyId, the private key) against the API key in the Redox dashboard.";
    private const string CheckAlgorithm =
        "Check that the clock is right to within seconds, that BaseAddress is the host the key belongs to, and that the key is registered for the algorithm it signs with (RSA: RS384, EC: ES384).";

    public static TheoryData<string, int, string?, string> Causes => new()
    {
        { "an empty body", 200, "", $"The token endpoint responded with HTTP 200, but with an empty body. {NotRedox}" },
        { "no content", 204, "", $"The token endpoint responded with HTTP 204, but with an empty body. {NotRedox}" },
        { "a captive portal", 200, "<!DOCTYPE html><p>CANARY", $"The token endpoint responded with HTTP 200, but with a web page. {NotRedox}" },
        { "plain text", 200, "CANARY", $"The token endpoint responded with HTTP 200, but with a body that is not JSON, or damaged. {NotRedox}" },
        { "a body that breaks off", 200, """{"access_token":"CANARY""", $"The token endpoint responded with HTTP 200, but with a body that is not JSON, or damaged. {NotRedox}" },
        { "a list", 200, """["CANARY"]""", $"The token endpoint responded with HTTP 200, but with JSON that is not an object. {NotRedox}" },
        { "a long body", 200, null, $"The token endpoint responded with HTTP 200, but with a body of more than 64 KB. {NotRedox}" },
        { "no token", 200, """{"token":"CANARY"}""", $"The token endpoint responded with HTTP 200, but with no 'access_token'. {NotRedox}" },
        { "null for a token", 200, """{"access_token":null}""", $"The token endpoint responded with HTTP 200, but with no 'access_token'. {NotRedox}" },
        { "a number for a token", 200, """{"access_token":4711}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' that is not text. {NotRedox}" },
        { "an empty token", 200, """{"access_token":""}""", $"The token endpoint responded with HTTP 200, but with an empty 'access_token'. {NotRedox}" },
        { "half a surrogate pair", 200, """{"access_token":"CANARY\ud83e"}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' that is not Unicode text. {NotRedox}" },
        { "a line break", 200, """{"access_token":"CANARY\r\nX: y"}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' with characters that no header can carry. {NotRedox}" },
        { "an umlaut", 200, """{"access_token":"CANÄRY"}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' with characters that no header can carry. {NotRedox}" },
        { "a quote", 200, """{"access_token":"CAN\"ARY"}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' with characters that no bearer token has. {NotRedox}" },
        { "an equals sign within", 200, """{"access_token":"CAN=ARY"}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' with characters that no bearer token has. {NotRedox}" },
        { "equals signs only", 200, """{"access_token":"=="}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' with characters that no bearer token has. {NotRedox}" },
        { "two tokens", 200, """{"access_token":"CANARY","access_token":"CANARY2"}""", $"The token endpoint responded with HTTP 200, but with more than one 'access_token'. {NotRedox}" },
        { "two lives", 200, """{"access_token":"CANARY","expires_in":300,"expires_in":1}""", $"The token endpoint responded with HTTP 200, but with more than one 'expires_in'. {NotRedox}" },
        { "two errors, one of them empty", 200, """{"access_token":"CANARY","error":"","error":"CANARY"}""", $"The token endpoint responded with HTTP 200, but with more than one 'error'. {NotRedox}" },
        { "a long token", 200, $$"""{"access_token":"{{new string('t', (16 * 1024) + 1)}}"}""", $"The token endpoint responded with HTTP 200, but with an 'access_token' of more than 16 KB, which is too long for a header. {NotRedox}" },
        { "another type", 200, """{"access_token":"CANARY","token_type":"DPoP"}""", $"The token endpoint responded with HTTP 200, but with a 'token_type' other than Bearer. {NotRedox}" },
        { "an odd type", 200, """{"access_token":"CANARY","token_type":["Bearer"]}""", $"The token endpoint responded with HTTP 200, but with a 'token_type' other than Bearer. {NotRedox}" },
        { "an expired token", 200, """{"access_token":"CANARY","expires_in":-1}""", $"The token endpoint responded with HTTP 200, but with a token that has expired already ('expires_in'). {NotRedox}" },
        { "a token expired long ago", 200, """{"access_token":"CANARY","expires_in":-99999999999}""", $"The token endpoint responded with HTTP 200, but with a token that has expired already ('expires_in'). {NotRedox}" },
        { "a token of a moment", 200, """{"access_token":"CANARY","expires_in":1e-300}""", $"The token endpoint responded with HTTP 200, but with a token that lives for less than a second ('expires_in'). {NotRedox}" },
        { "a misspelt error", 200, """{"access_token":"CANARY","Error":"invalid_client"}""", $"The token endpoint responded with HTTP 200, but with an 'error' in another spelling. {NotRedox}" },
        { "a life in words", 200, """{"access_token":"CANARY","expires_in":"five minutes"}""", $"The token endpoint responded with HTTP 200, but with an 'expires_in' that is not a number of seconds. {NotRedox}" },
        { "a life that is no number", 200, """{"access_token":"CANARY","expires_in":"NaN"}""", $"The token endpoint responded with HTTP 200, but with an 'expires_in' that is not a number of seconds. {NotRedox}" },
        { "a life in an object", 200, """{"access_token":"CANARY","expires_in":{"s":300}}""", $"The token endpoint responded with HTTP 200, but with an 'expires_in' that is not a number of seconds. {NotRedox}" },
        { "an error with success", 200, """{"error":"unauthorized_client","error_description":"The account is locked"}""", $"Redox gave no access token (HTTP 200, unauthorized_client: The account is locked). {CheckKey}" },
        { "an error beside a token", 200, """{"access_token":"CANARY","error":"unauthorized_client"}""", $"Redox gave no access token (HTTP 200, unauthorized_client). {CheckAlgorithm}" },
        { "an odd error with success", 200, """{"access_token":"CANARY","error":{"CANARY":1}}""", $"Redox gave no access token (HTTP 200, with an error code that cannot be read). {CheckAlgorithm}" },
        { "a redirect", 302, "CANARY", $"There was no access token: the token endpoint responded with a redirect (HTTP 302), which is not followed. Redox does not redirect: check BaseAddress, and whether a gateway, a proxy or a sign-in page responds in its place." },
        { "a permanent redirect", 308, "", $"There was no access token: the token endpoint responded with a redirect (HTTP 308), which is not followed. Redox does not redirect: check BaseAddress, and whether a gateway, a proxy or a sign-in page responds in its place." },
        { "an error", 400, """{"error":"invalid_request","error_description":"Missing client assertion"}""", $"Redox gave no access token (HTTP 400, invalid_request: Missing client assertion). {CheckKey}" },
        { "an error without a reason", 400, """{"error":"invalid_request","error_description":""}""", $"Redox gave no access token (HTTP 400, invalid_request). {CheckAlgorithm}" },
        { "a refusal without a word", 401, "", $"Redox gave no access token (HTTP 401, with an empty body). {CheckAlgorithm}" },
        { "a refusal in other words", 400, """{"message":"CANARY"}""", $"Redox gave no access token (HTTP 400, without an error code). {CheckAlgorithm}" },
        { "half a surrogate pair in an error", 400, """{"error":"\ud83e"}""", $"Redox gave no access token (HTTP 400, with an error code that cannot be read). {CheckAlgorithm}" },
        { "a firewall", 403, "<html>CANARY", "Redox gave no access token (HTTP 403, with a web page). Redox does not respond like this: check BaseAddress, and whether a gateway, a firewall or a proxy responds in its place." },
        { "no endpoint", 404, "CANARY", "There was no access token: the address responded with HTTP 404. No token endpoint was found at this address: check BaseAddress." },
        { "no endpoint for this verb", 405, "", "There was no access token: the address responded with HTTP 405. No token endpoint was found at this address: check BaseAddress." },
        { "a proxy", 407, "", "There was no access token: a proxy requires credentials (HTTP 407). Check the proxy's settings." },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Each_cause_has_its_own_text(string what, int status, string? body, string text)
    {
        await using var app = App(status, Encoding.UTF8.GetBytes(body ?? $$"""{"access_token":"{{new string('t', 64 * 1024)}}"}"""));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal($"Scheduling.New: {text} The message was not sent.", exception.Message);
        Assert.Equal(((HttpStatusCode)status, false, Delivery.NotSent), (exception.StatusCode!.Value, exception.IsTransient, exception.Delivery));
        Assert.Single(app.TokenRequests);
        Assert.DoesNotContain("CANARY", exception + app.Log, StringComparison.Ordinal);
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task Compressed_garbage_and_invalid_UTF_8_are_reported_as_damage()
    {
        byte[] gzip = [0x1F, 0x8B, 8, 0, 0xFF, 0x10, 0x99];
        byte[] token = [.. """{"access_token":"CANARY"""u8, 0xC3, 0x28, .. "\"}"u8];
        byte[] name = [.. "{\"access"u8, 0xFF, .. """_token":"CANARY"}"""u8];

        Assert.Contains("but with a body that is not JSON, or damaged.", await MessageAsync(gzip), StringComparison.Ordinal);
        Assert.Contains("but with an 'access_token' that is not Unicode text.", await MessageAsync(token), StringComparison.Ordinal);
        Assert.Contains("but with no 'access_token'.", await MessageAsync(name), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token":"t","token_type":"Bearer","expires_in":300}""", 300)]
    [InlineData("""{"access_token":"t","token_type":"bearer","expires_in":300}""", 300)]
    [InlineData("""{"access_token":"t","token_type":"BEARER","expires_in":300}""", 300)]
    [InlineData("""{"access_token":"t","token_type":null,"expires_in":300}""", 300)]
    [InlineData("""{"access_token":"t","error":"","error_description":"","expires_in":300}""", 300)]
    [InlineData("""{"access_token":"t","error":null,"expires_in":300.0}""", 300)]
    [InlineData("""{"\ud83e":1,"access_token":"t","scope":"\ud83e","expires_in":"300"}""", 300)]
    [InlineData("""{"access_token":"t","expires_in":1e308}""", 86400)]
    [InlineData("""{"access_token":"t","expires_in":1e999}""", 86400)]
    [InlineData("""{"access_token":"t","expires_in":99999999999}""", 86400)]
    public async Task A_token_is_good_for_as_long_as_it_says_up_to_a_day(string body, int seconds)
    {
        await using var app = App(200, Encoding.UTF8.GetBytes(body));

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromSeconds(seconds - 61));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);

        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(2, app.TokenRequests.Count);
    }

    [Fact]
    public async Task Description_is_shown_without_control_characters_and_tokens()
    {
        var assertion = $"eyJhbGciOiJ{new string('x', 300)}";
        await using var app = App(400, Encoding.UTF8.GetBytes($$"""{"error":"invalid_client","error_description":"bad\r\n\u202e assertion {{assertion}} \ud83e\udd12 {{string.Concat(Enumerable.Repeat("🤒 ", 400))}}"}"""));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.StartsWith("bad assertion ...", exception.ErrorDescription, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJhbGciOiJ", exception.ToString(), StringComparison.Ordinal);
        Assert.True(exception.ErrorDescription!.Length <= 301);
        Assert.DoesNotContain(exception.ErrorDescription.EnumerateRunes(), rune => rune == Rune.ReplacementChar);
    }

    [Fact]
    public async Task Description_has_no_words_that_may_be_tokens()
    {
        await using var app = App(400, """{"error":"invalid_client","error_description":"key CANARY7890123456789012345678901234567890 of 3f3f3f3f-1111-4111-8111-000000000003"}"""u8.ToArray());

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal("key ... of 3f3f3f3f-1111-4111-8111-000000000003", exception.ErrorDescription);
    }

    [Theory]
    [InlineData("invalid_client", "No access token for the default client: RedoxAuthenticationException (HTTP 400, invalid_client). The token endpoint will be tried again after 00:00:05 at the earliest.")]
    [InlineData("FOREIGN", "No access token for the default client: RedoxAuthenticationException (HTTP 400). The token endpoint will be tried again after 00:00:05 at the earliest.")]
    public async Task The_log_names_an_error_that_OAuth_knows(string error, string line)
    {
        await using var app = App(400, Encoding.UTF8.GetBytes($$"""{"error":"{{error}}","error_description":"FOREIGN"}"""));

        await Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Contains(line, app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("FOREIGN", app.Log, StringComparison.Ordinal);
    }

    /// <summary>Bytes that are no UTF-8, escapes that are half a pair and brackets in odd places, in every member that is read and beside it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_stands_in_a_response_there_is_a_token_or_a_refusal_of_ours(bool legacy)
    {
        byte[] body = [];
        var status = HttpStatusCode.OK;
        TestApp app = null!;
        await using var end = app = new TestApp(
            options => options.Credentials = legacy ? new() { ApiKey = app.Redox.Auth.LegacyApiKey, Secret = app.Redox.Auth.LegacySecret } : options.Credentials,
            services => TokenResponses.Become(services, _ => new(status) { Content = new ByteArrayContent(body) }));
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.Response(200, "{}"));
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Unauthorized);
        var random = new Random(20260301);

        for (var i = 0; i < 2000; i++)
        {
            body = OddBody(random, legacy);
            status = random.Next(3) switch { 0 => HttpStatusCode.BadRequest, 1 => HttpStatusCode.Unauthorized, _ => HttpStatusCode.OK };

            var exception = await Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment()));

            Assert.True(exception is RedoxAuthenticationException { IsTransient: false }, $"{i}: {Convert.ToHexString(body)}: {exception}");
            app.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    private static byte[] OddBody(Random random, bool legacy)
    {
        string[] names = legacy ? ["accessToken", "expires", "refreshToken"] : ["access_token", "token_type", "expires_in", "error", "error_description", "error_uri", "scope"];
        string[] values =
        [
            "\"t\"", "\"\\ud83e\"", "\"\\udd12\\ud83e\"", "\"\u0001\"", "\"\uFFFD\"", "null", "true", "[]", "{}", "[null]", "300", "-1", "1e999", "\"300\"", "\"Bearer\"", "\"NaN\"",
            "\"2026-03-02T12:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"http://[\"", $"\"{new string('t', 20_000)}\"",
        ];
        var members = names.Where(_ => random.Next(3) > 0).Select(name =>
            $"\"{(random.Next(10) == 0 ? name.Insert(random.Next(name.Length), "\\ud83e") : name)}\":{values[random.Next(values.Length)]}");
        var body = Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}");
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return random.Next(10) == 0 ? body[..random.Next(body.Length)] : body;
    }

    private static async Task<string> MessageAsync(byte[] body)
    {
        await using var app = App(200, body);
        return (await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()))).Message;
    }

    private static TestApp App(int status, byte[] body)
    {
        var app = new TestApp(services: services => TokenResponses.Become(services, _ => new((HttpStatusCode)status)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers = { Location = status / 100 == 3 ? new Uri("https://canary.example/CANARY") : null },
        }));
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Meta":{"DataModel":"Scheduling","EventType":"New"}}""")); // It did not issue these tokens.
        return app;
    }
}
