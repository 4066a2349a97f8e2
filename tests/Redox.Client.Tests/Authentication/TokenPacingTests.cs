using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared;

namespace Redox.Client.Tests.Authentication;

/// <summary>A token endpoint in trouble is not flooded, however many callers there are.</summary>
public sealed class TokenPacingTests
{
    private static readonly Fault Refusal = Fault.InvalidRequest("Public key not found, check client_id, kid and Redox dashboard settings");

    [Fact]
    public async Task A_thousand_callers_of_a_refusing_endpoint_make_a_handful_of_requests()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Refusal);

        var exceptions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => FailAsync(app)));

        Assert.Single(app.TokenRequests);
        Assert.All(exceptions, exception => Assert.Equal(TimeSpan.FromSeconds(5), exception.RetryAfter));

        for (var second = 0; second < 60; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, TestSize.Of(quick: 20, middle: 100)).Select(_ => FailAsync(app)));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // At 0, 5, 10, 15, 23, 39 and 59 seconds.
        Assert.Equal(7, app.TokenRequests.Count);
        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task Token_is_requested_again_only_after_the_pause()
    {
        await using var app = new TestApp();
        app.Redox.Faults.NextToken(Refusal);
        var first = await FailAsync(app);
        app.Clock.Advance(TimeSpan.FromSeconds(1.5));

        var second = await FailAsync(app);

        Assert.NotSame(first, second);
        Assert.Equal(
            first.Message.Replace(" The message was not sent.", " (Previous failure; the token endpoint will be tried again in 4 s at the earliest.) The message was not sent.", StringComparison.Ordinal),
            second.Message);
        Assert.Equal(TimeSpan.FromSeconds(3.5), second.RetryAfter);
        Assert.Equal((first.StatusCode, first.Error, first.ErrorDescription, first.Delivery), (second.StatusCode, second.Error, second.ErrorDescription, second.Delivery));
        Assert.False(second.IsTransient);
        Assert.Single(app.TokenRequests);

        app.Clock.Advance(TimeSpan.FromSeconds(3.5));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal("Bearer CANARY-token-1", Assert.Single(app.Messages).Authorization);
    }

    [Fact]
    public async Task Transient_failure_is_retried_by_all_callers_together()
    {
        await using var app = new TestApp();
        app.Clock.Skips = false; // All callers are to wait at the same time.
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.BadGateway);

        var calls = Task.WhenAll(Enumerable.Range(0, TestSize.Of(quick: 200, middle: 1_000)).Select(_ => Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment()))));
        await app.Clock.Time.AdvanceAsync(TimeSpan.FromSeconds(120));
        await calls.WaitAsync(TestApp.Patience);

        Assert.All(await calls, exception => Assert.True(Assert.IsType<RedoxUnavailableException>(exception).IsTransient));
        Assert.InRange(app.TokenRequests.Count, 2, 10);
        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task The_wait_that_Redox_asks_for_is_kept()
    {
        await using var app = new TestApp();
        app.Redox.Faults.NextToken(Fault.TooManyRequests(TimeSpan.FromSeconds(45)));

        var first = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal((TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(35)), (first.RetryAfter, second.RetryAfter));
        Assert.Single(app.TokenRequests);
        app.Clock.Advance(TimeSpan.FromSeconds(35));
        await app.Client.SendAsync(TestApp.Appointment());
    }

    private static async Task<RedoxAuthenticationException> FailAsync(TestApp app) =>
        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
}
