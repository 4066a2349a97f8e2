using System.Globalization;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Faults;

public abstract class FaultTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : FaultTests(Transport.InMemory);

    public sealed class OnSocket() : FaultTests(Transport.Socket);

    public static TheoryData<string, int, string?, string> Refusals => new()
    {
        { nameof(Fault.Unauthorized), 401, "text/plain", "Unauthorized" },
        { nameof(Fault.Forbidden), 403, "text/plain", "Forbidden" },
        { nameof(Fault.NotFound), 404, "text/plain", "Not Found" },
        { nameof(Fault.PayloadTooLarge), 413, "text/plain", "Payload Too Large" },
        { nameof(Fault.ServerError), 500, "text/plain", "Internal Server Error" },
        { nameof(Fault.BadGateway), 502, "text/html", "<h1>502 Bad Gateway</h1>" },
        { nameof(Fault.GatewayTimeout), 504, null, "" },
    };

    public static TheoryData<string, int, string?, string> CorruptedResponses => new()
    {
        { nameof(Fault.MalformedJson), 200, "application/json", """{"Meta":{"DataModel":"Scheduling",""" },
        { nameof(Fault.EmptyResponse), 200, null, "" },
        { nameof(Fault.HtmlResponse), 200, "text/html", "<html>" },
        { nameof(Fault.WrongContentType), 200, "text/plain", """{"Meta":{"DataModel":"Scheduling",""" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_replaces_the_response_of_the_exchange(string name, int status, string? mediaType, string body)
    {
        Redox.Faults.Next(Named(name));

        var refused = await PostWithTokenAsync(Appointment);
        var next = await PostWithTokenAsync(Appointment);

        Assert.Equal((status, mediaType), (refused.Status, refused.ContentType?.MediaType));
        Assert.Contains(body, refused.Body, StringComparison.Ordinal);
        Assert.Equal(200, next.Status);
        Assert.Equal([false, true], Redox.Requests.Messages.Select(entry => entry.Accepted));
        Assert.Equal([Named(name).ToString(), null], Redox.Requests.Messages.Select(entry => entry.Fault));
        Assert.Equal([status, 200], Redox.Requests.Messages.Select(entry => entry.Status));
    }

    [Theory]
    [MemberData(nameof(CorruptedResponses))]
    public async Task A_corrupted_response_follows_an_accepted_message(string name, int status, string? mediaType, string body)
    {
        Redox.Faults.Next(Named(name));

        var response = await PostWithTokenAsync(Appointment);

        Assert.Equal((status, mediaType), (response.Status, response.ContentType?.MediaType));
        Assert.Contains(body, response.Body, StringComparison.Ordinal);
        Assert.True(Assert.Single(Redox.Requests.Messages).Accepted);
    }

    [Fact]
    public async Task Malformed_JSON_is_complete_HTTP()
    {
        Redox.Faults.Next(Fault.MalformedJson);

        using var response = await PostRawAsync(Appointment);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Throws<Newtonsoft.Json.JsonReaderException>(() => JObject.Parse(body));
    }

    [Fact]
    public async Task A_response_can_have_any_length()
    {
        Redox.Faults.Next(Fault.OversizedResponse(3_000_000));

        var response = await PostWithTokenAsync(Appointment);

        Assert.Equal(3_000_000, response.Body.Length);
        Assert.Equal("Scheduling", (string?)response.Json.SelectToken("Meta.DataModel"));
    }

    [Fact]
    public async Task Too_many_requests_say_when_to_try_again()
    {
        var when = Clock.GetUtcNow().AddSeconds(90);
        Redox.Faults.Next(Fault.TooManyRequests())
            .Then(Fault.TooManyRequests(TimeSpan.FromSeconds(6.5), limit: 100))
            .Then(Fault.TooManyRequests(when));

        using var plain = await PostRawAsync(Appointment);
        using var seconds = await PostRawAsync(Appointment);
        using var date = await PostRawAsync(Appointment);

        Assert.All([plain, seconds, date], response => Assert.Equal(429, (int)response.StatusCode));
        Assert.Equal(["7500", "100", "7500"], new[] { plain, seconds, date }.Select(response => response.Headers.GetValues("X-RateLimit-Limit").Single()));
        Assert.Null(plain.Headers.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(7), seconds.Headers.RetryAfter?.Delta);
        Assert.Equal(when, date.Headers.RetryAfter?.Date);
        Assert.Equal(
            ["429 Too Many Requests", "429 Too Many Requests, Retry-After 7 s", "429 Too Many Requests, Retry-After Mon, 05 Jan 2026 09:01:30 GMT"],
            Redox.Requests.Messages.Select(entry => entry.Fault));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task Scripted_errors_have_the_form_of_the_exchange(int status)
    {
        FaultError[] errors = [new("No such slot"), new("It said no", "transmission", "Send")];
        Redox.Faults.Next(status == 400 ? Fault.BadRequest(errors[0], errors[1]) : Fault.OkWithErrors(errors[0], errors[1]));

        var response = await PostWithTokenAsync(Appointment);

        Assert.Equal((status, "Scheduling"), (response.Status, (string?)response.Json.SelectToken("Meta.DataModel")));
        Assert.Equal(
            [("No such slot", "message", "DataModels"), ("It said no", "transmission", "Send")],
            response.Json.SelectTokens("Meta.Errors[*]").Select(error => ((string?)error["Text"], (string?)error["Type"], (string?)error["Module"])));
        Assert.False(Assert.Single(Redox.Requests.Messages).Accepted);
    }

    [Fact]
    public async Task A_scripted_response_can_be_anything()
    {
        Redox.Faults.Next(Fault.Response(418, "{}", "application/problem+json", [new("X-Tea", "yes"), new("Content-Language", "en")]))
            .Then(Fault.ServiceUnavailable(TimeSpan.FromSeconds(3)));

        using var tea = await PostRawAsync(Appointment);
        using var busy = await PostRawAsync(Appointment);

        Assert.Equal((418, "application/problem+json"), ((int)tea.StatusCode, tea.Content.Headers.ContentType?.ToString()));
        Assert.Equal(("yes", "en"), (tea.Headers.GetValues("X-Tea").Single(), tea.Content.Headers.ContentLanguage.Single()));
        Assert.Equal((503, TimeSpan.FromSeconds(3)), ((int)busy.StatusCode, busy.Headers.RetryAfter?.Delta));
    }

    [Theory]
    [InlineData(nameof(Fault.ExpiredToken), "BearerTokenExpired")]
    [InlineData(nameof(Fault.RevokedToken), "BearerTokenRevoked")]
    public async Task An_expired_or_revoked_token_is_refused_from_then_on(string name, string problem)
    {
        var (ended, other) = ("Bearer " + await GetTokenAsync(), "Bearer " + await GetTokenAsync());
        Redox.Faults.Next(Named(name));

        AssertUnauthorized(await PostAsync(Appointment, ended), problem);
        AssertUnauthorized(await PostAsync(Appointment, ended), problem);
        Assert.Equal(200, (await PostAsync(Appointment, other)).Status);
    }

    [Fact]
    public async Task The_token_endpoint_fails_with_its_own_errors()
    {
        Redox.Faults.NextToken(Fault.InvalidRequest("Unexpected jti claim value"))
            .Then(Fault.OAuthError("invalid_client", "no", 401))
            .Then(Fault.LegacyUnauthorized)
            .Then(Fault.BadGateway);

        var invalid = await RequestTokenAsync(ValidAssertion().Sign());
        var client = await RequestTokenAsync(ValidAssertion().Sign());
        var legacy = await RequestTokenAsync(ValidAssertion().Sign());
        var gateway = await RequestTokenAsync(ValidAssertion().Sign());

        Assert.Equal((400, "invalid_request", "Unexpected jti claim value"), (invalid.Status, (string?)invalid.Json["error"], (string?)invalid.Json["error_description"]));
        Assert.Equal((401, "invalid_client"), (client.Status, (string?)client.Json["error"]));
        Assert.Equal((401, "text/html", "Invalid request"), (legacy.Status, legacy.ContentType?.MediaType, legacy.Body));
        Assert.Equal(502, gateway.Status);
        Assert.Equal(200, (await RequestTokenAsync(ValidAssertion().Sign())).Status);
        Assert.Equal(4, Redox.Requests.Tokens.Count(entry => entry.Fault is not null));
    }

    [Fact]
    public async Task The_timeline_shows_the_fault()
    {
        var token = "Bearer " + await GetTokenAsync();
        Redox.Faults.Next(Fault.TooManyRequests(TimeSpan.FromSeconds(7))).Then(Fault.DropAfterAcceptance);

        await PostAsync(Appointment, token);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Appointment, token));

        var lines = Redox.Requests.ToString().ReplaceLineEndings("\n").Split('\n');
        var what = string.Create(CultureInfo.InvariantCulture, $"09:00:00.000 POST /endpoint Scheduling.New ({Appointment.Length} bytes)");
        Assert.Equal($"#2 {what}: 429 [fault: 429 Too Many Requests, Retry-After 7 s]", lines[1]);
        Assert.Equal($"#3 {what}: no response [fault: connection dropped after acceptance]", lines[2]);
    }
}
