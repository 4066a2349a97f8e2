using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Two keys while one replaces the other.</summary>
public sealed class KeyRotationTests
{
    [Fact]
    public async Task The_previous_key_signs_until_Redox_knows_the_new_one()
    {
        await using var app = App();

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["new", "old"], KeyIds(app));
        await SentAssertion.ValidateAsync(app, TestKeys.PublicEc(TestKeys.Ec), "ES384");
        Assert.Contains("Redox does not know the key new yet; the previous key old signed instead.", app.Log, StringComparison.Ordinal);

        app.Redox.Auth.RegisterKey("new", TestKeys.PublicRsa);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["new", "old", "new"], KeyIds(app));
        await SentAssertion.ValidateAsync(app, SentAssertion.PublicRsa);
        Assert.Contains("Redox knows the key new now. The setting PreviousKey is no longer needed.", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_key_signs_alone()
    {
        await using var app = App();
        app.Redox.Auth.RegisterKey("new", TestKeys.PublicRsa);

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["new"], KeyIds(app));
        Assert.DoesNotContain("previous", app.Log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task When_neither_key_is_known_the_refusal_reaches_the_caller()
    {
        await using var app = App();
        app.Redox.Auth.RemoveKey("old");

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(["new", "old"], KeyIds(app));
        Assert.StartsWith("Public key not found", exception.ErrorDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_refusal_does_not_bring_the_previous_key_into_play()
    {
        await using var app = App();
        app.Redox.Faults.NextToken(Fault.InvalidRequest(""));

        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(["new"], KeyIds(app));
    }

    private static TestApp App()
    {
        var app = new TestApp(options =>
        {
            options.Credentials.KeyId = "new";
            options.Credentials.PreviousKey = new RedoxPrivateKey { KeyId = "old", PrivateKey = TestKeys.Ec };
        });
        app.Redox.Auth.RegisterKey("old", TestKeys.Ec);
        app.Redox.Requests.Allow(RequestProblemKind.KeyIdUnknown);
        return app;
    }

    private static string[] KeyIds(TestApp app) => [.. app.TokenRequests.Select(request => SentAssertion.Of(request).Kid)];
}
