using System.Net;
using Newtonsoft.Json.Linq;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Legacy API keys: key and secret, tokens of a day, a refresh token.</summary>
public sealed class LegacyKeyTests
{
    [Fact]
    public async Task Key_and_secret_get_a_token_for_a_day_and_the_refresh_token_the_next()
    {
        await using var app = App();

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.Exchange.TokenRequests);
        app.Clock.Advance(TimeSpan.FromHours(0.1));
        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["/auth/authenticate", "/auth/refreshToken", "/auth/refreshToken"], app.Exchange.TokenRequests.Select(request => request.Address.AbsolutePath));
        Assert.All(app.Exchange.TokenRequests, request => Assert.Equal("application/json", request.ContentType));
        Assert.True(JToken.DeepEquals(JObject.Parse("""{"apiKey":"CANARY-key","secret":"CANARY-secret"}"""), JObject.Parse(app.Exchange.TokenRequests[0].Body)));
        Assert.True(JToken.DeepEquals(JObject.Parse("""{"apiKey":"CANARY-key","refreshToken":"CANARY-refresh-1"}"""), JObject.Parse(app.Exchange.TokenRequests[1].Body)));
        Assert.True(JToken.DeepEquals(JObject.Parse("""{"apiKey":"CANARY-key","refreshToken":"CANARY-refresh-2"}"""), JObject.Parse(app.Exchange.TokenRequests[2].Body)));
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-3"], app.Exchange.Messages.Select(message => message.Authorization));
        Assert.Contains("This client uses a legacy API key, which Redox has deprecated.", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_refresh_token_falls_back_to_the_secret()
    {
        await using var app = App();
        app.Exchange.OnToken = (number, _) => Task.FromResult(number == 2 ? Exchange.Text("Invalid request", "text/html", HttpStatusCode.Unauthorized) : Token(app, number));

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["/auth/authenticate", "/auth/refreshToken", "/auth/authenticate"], app.Exchange.TokenRequests.Select(request => request.Address.AbsolutePath));
        Assert.Equal("Bearer token-3", app.Exchange.Messages[^1].Authorization);
    }

    [Theory]
    [InlineData("Invalid request", ", Invalid request")]
    [InlineData("CANARY", "")]
    public async Task A_refused_key_is_an_error_that_shows_known_reasons_only(string body, string said)
    {
        await using var app = App();
        app.Exchange.OnToken = (_, _) => Task.FromResult(Exchange.Text(body, "text/html", HttpStatusCode.Unauthorized));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(
            $"Redox gave no access token for the legacy API key (HTTP 401{said}). The message was not sent. Check Credentials (ApiKey, Secret) against the source's API key in the Redox dashboard.",
            exception.Message);
        Assert.DoesNotContain("CANARY", exception + app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_an_expiry_means_a_day()
    {
        await using var app = App();
        app.Exchange.OnToken = (number, _) => Task.FromResult(Exchange.Json($$"""{"accessToken":"token-{{number}}"}"""));

        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        await app.Client.SendAsync(TestApp.Appointment());
        app.Clock.Advance(TimeSpan.FromHours(0.1));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["/auth/authenticate", "/auth/authenticate"], app.Exchange.TokenRequests.Select(request => request.Address.AbsolutePath));
    }

    private static TestApp App()
    {
        var app = new TestApp(options => options.Credentials = new() { ApiKey = "CANARY-key", Secret = "CANARY-secret" });
        app.Exchange.OnToken = (number, _) => Task.FromResult(Token(app, number));
        return app;
    }

    private static HttpResponseMessage Token(TestApp app, int number) => Exchange.Json(
        $$"""{"accessToken":"token-{{number}}","expires":"{{app.Clock.GetUtcNow().AddHours(24):yyyy-MM-ddTHH:mm:ss.fffZ}}","refreshToken":"CANARY-refresh-{{number}}"}""");
}
