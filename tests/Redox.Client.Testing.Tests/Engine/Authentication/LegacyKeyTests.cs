using System.Text;
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

    [Fact]
    public async Task Tokens_of_a_legacy_key_are_UUIDs_in_a_body_of_the_recorded_length()
    {
        var first = await AuthenticateAsync("authenticate", "secret", Redox.Auth.LegacySecret);
        var second = await AuthenticateAsync("refreshToken", "refreshToken", (string)Parse(first)["refreshToken"]!);

        Assert.All([first, second], response =>
        {
            Assert.Equal(145, response.Body.Length);
            Assert.All(["accessToken", "refreshToken"], name => Assert.True(Guid.TryParseExact((string?)Parse(response)[name], "D", out _)));
        });
    }

    [Fact]
    public async Task Values_that_the_test_chooses_count_for_legacy_keys_too()
    {
        Redox.Auth.UseTokenValues(number => $"CANARY-{number}");

        Assert.Equal("CANARY-1", (string?)Parse(await AuthenticateAsync("authenticate", "secret", Redox.Auth.LegacySecret))["accessToken"]);
    }

    [Fact]
    public async Task A_form_gets_a_token_as_JSON_does()
    {
        var first = await SendFormAsync("authenticate", $"apiKey={Redox.Auth.LegacyApiKey}&secret={Redox.Auth.LegacySecret}");
        var second = await SendFormAsync("refreshToken", $"apiKey={Redox.Auth.LegacyApiKey}&refreshToken={Parse(first)["refreshToken"]}");

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal(200, (await PostAsync(Appointment, "Bearer " + Parse(second)["accessToken"])).Status);
        Assert.All(Redox.Requests.Tokens, entry => Assert.Contains("LegacyForm", entry.Behaviours.Select(behaviour => behaviour.Id)));
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task A_form_belongs_to_the_tenant_whose_key_it_has()
    {
        await using var tenant = Redox.CreateTenant();

        Assert.Equal(200, (await SendFormAsync("authenticate", $"apiKey={tenant.Auth.LegacyApiKey}&secret={tenant.Auth.LegacySecret}")).Status);

        Assert.True(Assert.Single(tenant.Requests.Tokens).Accepted);
        Assert.Empty(Redox.Requests);
    }

    [Fact]
    public async Task A_form_with_a_wrong_secret_is_refused_as_recorded() =>
        AssertRefused(await SendFormAsync("authenticate", $"apiKey={Redox.Auth.LegacyApiKey}&secret=wrong"), RequestProblemKind.LegacyKeyInvalid);

    private Task<Response> SendFormAsync(string path, string form) => SendAsync(new HttpRequestMessage(HttpMethod.Post, "auth/" + path)
    {
        Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
    });
}
