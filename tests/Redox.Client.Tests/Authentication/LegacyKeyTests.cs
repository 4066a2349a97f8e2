using Newtonsoft.Json.Linq;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Legacy API keys: key and secret, tokens of a day, a refresh token.</summary>
public sealed class LegacyKeyTests
{
    [Fact]
    public async Task Legacy_key_gets_a_token_for_a_day_and_refreshes_it()
    {
        await using var app = App();

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);
        app.Clock.Advance(TimeSpan.FromHours(0.1));
        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["/auth/authenticate", "/auth/refreshToken", "/auth/refreshToken"], app.TokenRequests.Select(request => request.Path));
        Assert.All(app.TokenRequests, request => Assert.Equal("application/json", request.ContentType));
        string[] secrets = [.. app.TokenRequests.Select(request => (string)JObject.Parse(request.Text).Properties().Last().Value!)];
        Assert.Equal(app.Redox.Auth.LegacySecret, secrets[0]);
        Assert.Equal(Body(app, "secret", secrets[0]), JObject.Parse(app.TokenRequests[0].Text), JToken.EqualityComparer);
        Assert.Equal(Body(app, "refreshToken", secrets[1]), JObject.Parse(app.TokenRequests[1].Text), JToken.EqualityComparer);
        Assert.Equal(Body(app, "refreshToken", secrets[2]), JObject.Parse(app.TokenRequests[2].Text), JToken.EqualityComparer);
        Assert.All(app.TokenRequests, request => Assert.True(request.Accepted)); // A refresh token is good for one use: these were the latest.
        Assert.Equal(["Bearer CANARY-token-1", "Bearer CANARY-token-1", "Bearer CANARY-token-2", "Bearer CANARY-token-3"], app.Messages.Select(message => message.Authorization));
        Assert.Contains("the default client uses a legacy API key, which Redox has deprecated.", app.Log, StringComparison.Ordinal);
        Assert.All([.. secrets, "CANARY"], secret => Assert.DoesNotContain(secret, app.Log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_refresh_token_falls_back_to_the_secret()
    {
        await using var app = App();
        app.Redox.Requests.Allow(RequestProblemKind.RefreshTokenUnknown);

        await app.Client.SendAsync(TestApp.Appointment());
        app.Redox.Auth.RevokeTokens();
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["/auth/authenticate", "/auth/refreshToken", "/auth/authenticate"], app.TokenRequests.Select(request => request.Path));
        Assert.Equal("Bearer CANARY-token-2", app.Messages[^1].Authorization);
    }

    [Theory]
    [InlineData("Invalid request", ", Invalid request")]
    [InlineData("CANARY", "")]
    public async Task A_refused_key_is_an_error_that_shows_known_reasons_only(string body, string said)
    {
        await using var app = App();
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.Response(401, body, "text/html"));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(
            $"Scheduling.New: Redox gave no access token for the legacy API key (HTTP 401{said}). Check Credentials (ApiKey, Secret) against the source's API key in the Redox dashboard. The message was not sent.",
            exception.Message);
        Assert.DoesNotContain("CANARY", exception + app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_without_an_expiry_means_a_day()
    {
        await using var app = App();
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.Response(200, """{"accessToken":"CANARY-token"}"""));
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, """{"Meta":{"DataModel":"Scheduling","EventType":"New"}}""")); // It did not issue this token.

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(0.1));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["/auth/authenticate", "/auth/authenticate"], app.TokenRequests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("Mon, 02 Mar 2026 12:00:00 GMT")] // A day ahead: by it the token has expired.
    [InlineData("Sun, 15 Mar 2026 12:00:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("Sat, 28 Feb 2026 12:00:00 GMT")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    public async Task A_Date_by_which_no_legacy_token_could_live_so_long_is_not_believed(string date)
    {
        await using var app = App(response => Dated(response, date));

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);

        app.Clock.Advance(TimeSpan.FromHours(0.1));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(2, app.TokenRequests.Count);
    }

    [Fact]
    public async Task A_Date_long_ago_makes_no_legacy_token_live_that_has_expired()
    {
        await using var app = App(response =>
        {
            response.Content = new StringContent("""{"accessToken":"CANARY-token","expires":"2020-01-01T00:00:00.000Z"}""");
            return Dated(response, "Mon, 01 Jan 0001 00:00:00 GMT");
        });

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Contains("a token that has expired already ('expires')", exception.Message, StringComparison.Ordinal);
        Assert.Empty(app.Messages);
    }

    private static TestApp App(Func<HttpResponseMessage, HttpResponseMessage>? response = null)
    {
        TestApp app = null!;
        return app = new TestApp(
            options => options.Credentials = new() { ApiKey = app.Redox.Auth.LegacyApiKey, Secret = app.Redox.Auth.LegacySecret },
            services => TokenResponses.Become(services, response ?? (fromFake => fromFake)));
    }

    private static HttpResponseMessage Dated(HttpResponseMessage response, string date)
    {
        response.Headers.Remove("Date");
        response.Headers.TryAddWithoutValidation("Date", date);
        return response;
    }

    private static JObject Body(TestApp app, string name, string value) => new JObject { ["apiKey"] = app.Redox.Auth.LegacyApiKey, [name] = value };
}
