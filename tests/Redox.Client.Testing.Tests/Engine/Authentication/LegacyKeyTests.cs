using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Authentication;

/// <summary>Legacy API keys.</summary>
public abstract class LegacyKeyTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : LegacyKeyTests(Transport.InMemory);

    public sealed class OnSocket() : LegacyKeyTests(Transport.Socket);

    [Fact]
    public async Task A_legacy_key_gets_a_token_for_a_day()
    {
        var response = await AuthenticateAsync("authenticate", "secret", Redox.Auth.LegacySecret);

        Assert.Equal(200, response.Status);
        var json = Parse(response);
        Assert.Equal(["accessToken", "expires", "refreshToken"], json.Properties().Select(property => property.Name).Order());
        Assert.Equal("2026-01-06T09:00:00.000Z", (string?)json["expires"]);
        var bearer = "Bearer " + json["accessToken"];
        Assert.Equal(200, (await PostAsync(Appointment, bearer)).Status);

        Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await PostAsync(Appointment, bearer)).Status);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await PostAsync(Appointment, bearer)).Status);
        Assert.Equal(RequestProblemKind.BearerTokenExpired, Assert.Single(Redox.Requests.Messages[^1].Problems).Kind);
    }

    [Fact]
    public async Task A_refresh_token_can_be_used_once()
    {
        var first = Parse(await AuthenticateAsync("authenticate", "secret", Redox.Auth.LegacySecret));
        var second = await AuthenticateAsync("refreshToken", "refreshToken", (string)first["refreshToken"]!);
        var third = await AuthenticateAsync("refreshToken", "refreshToken", (string)first["refreshToken"]!);

        Assert.Equal(200, second.Status);
        Assert.NotEqual((string?)first["accessToken"], (string?)Parse(second)["accessToken"]);
        AssertRefused(third, RequestProblemKind.RefreshTokenUnknown);
        Assert.Equal(3, Redox.Requests.Tokens.Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_as_recorded() =>
        AssertRefused(await AuthenticateAsync("authenticate", "secret", "wrong"), RequestProblemKind.LegacyKeyInvalid);

    [Fact]
    public async Task Revocation_includes_the_refresh_tokens()
    {
        var first = Parse(await AuthenticateAsync("authenticate", "secret", Redox.Auth.LegacySecret));
        Redox.Auth.RevokeTokens();

        Assert.Equal(401, (await PostAsync(Appointment, "Bearer " + first["accessToken"])).Status);
        AssertRefused(await AuthenticateAsync("refreshToken", "refreshToken", (string)first["refreshToken"]!), RequestProblemKind.RefreshTokenUnknown);
        Assert.Equal(200, (await AuthenticateAsync("authenticate", "secret", Redox.Auth.LegacySecret)).Status);
    }

    // Newtonsoft would parse the text as a date.
}
