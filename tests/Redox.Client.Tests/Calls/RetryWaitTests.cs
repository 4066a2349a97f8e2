using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Calls;

/// <summary>How long the client waits before a retry when Redox says something about it.</summary>
public sealed class RetryWaitTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task Zero_RetryAfter_still_waits(string retryAfter)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Limited(retryAfter));

        await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Collection(app.Clock.Waits, AtLeast(1), AtLeast(2), AtLeast(4));

        static Action<TimeSpan> AtLeast(int seconds) => wait => Assert.InRange(wait, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 1));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Default_wait_is_the_documented_one(int status)
    {
        for (var client = 0; client < 4; client++)
        {
            await using var app = new TestApp();
            app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(status, contentType: "text/plain"));

            await Assert.ThrowsAnyAsync<RedoxException>(() => app.Client.QueryAsync(TestApp.Search()));

            Assert.Collection(app.Clock.Waits, Within(1), Within(2), Within(4));
        }

        static Action<TimeSpan> Within(int seconds) => wait => Assert.InRange(wait, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 1));
    }

    [Fact]
    public async Task Clients_with_the_same_wait_retry_at_different_moments()
    {
        var waits = new List<TimeSpan>();
        for (var client = 0; client < 8; client++)
        {
            await using var app = new TestApp();
            app.Redox.Faults.Next(Limited("20"));
            await app.Client.SendAsync(TestApp.Appointment());
            waits.AddRange(app.Clock.Waits);
        }

        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(24)));
        Assert.Equal(8, waits.Distinct().Count());
    }

    [Fact]
    public async Task Wait_beyond_the_time_limit_is_left_to_the_caller()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Limited("27"));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(
            () => app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(31) }));

        Assert.Equal(TimeSpan.FromSeconds(27), exception.RetryAfter);
    }

    [Fact]
    public async Task Wait_of_more_than_30_seconds_is_left_to_the_caller()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Limited("31"));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()).WaitAsync(TestApp.Patience));

        Assert.Equal(TimeSpan.FromSeconds(31), exception.RetryAfter);
    }

    private static Fault Limited(string retryAfter) => Fault.Response(429, contentType: "text/plain", headers: [new("Retry-After", retryAfter)]);
}
