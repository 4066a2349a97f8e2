using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Renewal in the background, while the token in hand still works.</summary>
public sealed class TokenRenewalTests
{
    [Theory]
    [InlineData(300, 239, 240)]
    [InlineData(100, 79, 80)]
    [InlineData(86400, 86339, 86340)]
    public async Task Renewal_begins_at_a_margin_that_scales_with_the_life(int life, int tooEarly, int inTime)
    {
        await using var app = new TestApp();
        app.Redox.Auth.TokenLifetime = TimeSpan.FromSeconds(life);
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(tooEarly));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);

        app.Clock.Advance(TimeSpan.FromSeconds(inTime - tooEarly));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal("Bearer CANARY-token-1", app.Messages[^1].Authorization);
        await app.Redox.Requests.WaitForAsync(_ => app.TokenRequests.Count == 2, TestApp.Patience);
        await SendUntilAsync(app, "Bearer CANARY-token-2");
        Assert.Equal(2, app.TokenRequests.Count);
    }

    [Fact]
    public async Task Nobody_waits_for_a_renewal_while_the_old_token_works()
    {
        await using var app = new TestApp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Redox.Faults.On(FakeRoute.Token).ThenOk().Then(Fault.Held(release.Task));
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(240));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Client.SendAsync(TestApp.Appointment()))).WaitAsync(TestApp.Patience);
        Assert.All(app.Messages, message => Assert.Equal("Bearer CANARY-token-1", message.Authorization));

        release.SetResult();
        await SendUntilAsync(app, "Bearer CANARY-token-2");
        Assert.Equal(2, app.TokenRequests.Count);
    }

    [Fact]
    public async Task When_the_old_token_has_gone_callers_wait_for_the_new_one()
    {
        await using var app = new TestApp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Redox.Faults.On(FakeRoute.Token).ThenOk().Then(Fault.Held(release.Task));
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(295));
        var waiting = app.Client.SendAsync(TestApp.Appointment());
        Assert.False(waiting.IsCompleted);
        release.SetResult();
        await waiting.WaitAsync(TestApp.Patience);

        Assert.Equal("Bearer CANARY-token-2", app.Messages[^1].Authorization);
    }

    [Fact]
    public async Task Failed_renewal_leaves_the_old_token_in_use()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Token).ThenOk().Then(Fault.BadGateway);
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(240));
        await SendUntilAsync(app, () => app.Log.Contains("No access token for the default client: RedoxUnavailableException (HTTP 502). The token endpoint will be tried again after 00:00:01 at the earliest.", StringComparison.Ordinal));
        Assert.Equal(2, app.TokenRequests.Count);
        Assert.All(app.Messages, message => Assert.Equal("Bearer CANARY-token-1", message.Authorization));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendUntilAsync(app, "Bearer CANARY-token-2");
        Assert.Equal(3, app.TokenRequests.Count);
    }

    private static Task SendUntilAsync(TestApp app, string authorization) => SendUntilAsync(app, () => app.Messages[^1].Authorization == authorization);

    // What happens in the background is seen by the calls that follow.
    private static async Task SendUntilAsync(TestApp app, Func<bool> seen)
    {
        using var end = new CancellationTokenSource(TestApp.Patience);
        while (!seen())
        {
            await app.Client.SendAsync(TestApp.Appointment(), end.Token);
        }
    }
}
