using System.Net;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Renewal in the background, while the token in hand still works.</summary>
public sealed class TokenRenewalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(300, 239, 240)]
    [InlineData(100, 79, 80)]
    [InlineData(86400, 86339, 86340)]
    public async Task Renewal_begins_at_a_margin_that_scales_with_the_life(int life, int tooEarly, int inTime)
    {
        await using var app = new TestApp();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Exchange.OnToken = (number, _) =>
        {
            if (number == 2)
            {
                asked.SetResult();
            }

            return Task.FromResult(Exchange.Token($"token-{number}", life));
        };
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(tooEarly));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.Exchange.TokenRequests);

        app.Clock.Advance(TimeSpan.FromSeconds(inTime - tooEarly));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal("Bearer token-1", app.Exchange.Messages[^1].Authorization);
        await asked.Task.WaitAsync(Patience);
        await SendUntilAsync(app, "Bearer token-2");
        Assert.Equal(2, app.Exchange.TokenRequests.Count);
    }

    [Fact]
    public async Task Nobody_waits_for_a_renewal_while_the_old_token_works()
    {
        await using var app = new TestApp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Exchange.OnToken = async (number, _) =>
        {
            await (number == 1 ? Task.CompletedTask : release.Task);
            return Exchange.Token($"token-{number}");
        };
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(240));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Client.SendAsync(TestApp.Appointment()))).WaitAsync(Patience);
        Assert.All(app.Exchange.Messages, message => Assert.Equal("Bearer token-1", message.Authorization));

        release.SetResult();
        await SendUntilAsync(app, "Bearer token-2");
        Assert.Equal(2, app.Exchange.TokenRequests.Count);
    }

    [Fact]
    public async Task When_the_old_token_has_gone_callers_wait_for_the_new_one()
    {
        await using var app = new TestApp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Exchange.OnToken = async (number, _) =>
        {
            await (number == 1 ? Task.CompletedTask : release.Task);
            return Exchange.Token($"token-{number}");
        };
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(295));
        var waiting = app.Client.SendAsync(TestApp.Appointment());
        Assert.False(waiting.IsCompleted);
        release.SetResult();
        await waiting;

        Assert.Equal("Bearer token-2", app.Exchange.Messages[^1].Authorization);
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_the_old_token_in_use_and_is_tried_again_after_a_pause()
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (number, _) => Task.FromResult(number == 2 ? Exchange.Text("", "text/plain", HttpStatusCode.BadGateway) : Exchange.Token($"token-{number}"));
        await app.Client.SendAsync(TestApp.Appointment());

        app.Clock.Advance(TimeSpan.FromSeconds(240));
        await SendUntilAsync(app, () => app.Log.Contains("No access token: RedoxUnavailableException, HTTP status 502. The token endpoint is asked again after 00:00:01 at the earliest.", StringComparison.Ordinal));
        Assert.Equal(2, app.Exchange.TokenRequests.Count);
        Assert.All(app.Exchange.Messages, message => Assert.Equal("Bearer token-1", message.Authorization));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendUntilAsync(app, "Bearer token-3");
        Assert.Equal(3, app.Exchange.TokenRequests.Count);
    }

    private static Task SendUntilAsync(TestApp app, string authorization) => SendUntilAsync(app, () => app.Exchange.Messages[^1].Authorization == authorization);

    // What happens in the background is seen by the calls that follow.
    private static async Task SendUntilAsync(TestApp app, Func<bool> seen)
    {
        for (var i = 0; i < 10_000 && !seen(); i++)
        {
            await app.Client.SendAsync(TestApp.Appointment());
            await Task.Yield();
        }

        Assert.True(seen());
    }
}
