using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>A token endpoint in trouble is not flooded, however many callers there are.</summary>
public sealed class TokenPacingTests
{
    private const string Refusal = """{"error":"invalid_request","error_description":"Public key not found, check client_id, kid and Redox dashboard settings"}""";

    [Fact]
    public async Task A_thousand_callers_of_a_refusing_endpoint_make_a_handful_of_requests()
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (_, _) => Task.FromResult(Exchange.Json(Refusal, HttpStatusCode.BadRequest));

        var exceptions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => FailAsync(app)));

        Assert.Single(app.Exchange.TokenRequests);
        Assert.All(exceptions, exception => Assert.Equal(TimeSpan.FromSeconds(5), exception.RetryAfter));

        for (var second = 0; second < 60; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => FailAsync(app)));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // At 0, 5, 10, 15, 23, 39 and 59 seconds.
        Assert.Equal(7, app.Exchange.TokenRequests.Count);
        Assert.Empty(app.Exchange.Messages);
    }

    [Fact]
    public async Task During_the_pause_a_caller_gets_the_last_failure_at_once_with_the_wait_and_after_it_a_fresh_try()
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (number, _) => Task.FromResult(number == 1 ? Exchange.Json(Refusal, HttpStatusCode.BadRequest) : Exchange.Token("second"));
        var first = await FailAsync(app);
        app.Clock.Advance(TimeSpan.FromSeconds(1.5));

        var second = await FailAsync(app);

        Assert.NotSame(first, second);
        Assert.Equal($"{first.Message} (This is the answer of before: the token endpoint is asked again in 4 s at the earliest.)", second.Message);
        Assert.Equal(TimeSpan.FromSeconds(3.5), second.RetryAfter);
        Assert.Equal((first.StatusCode, first.Error, first.ErrorDescription, first.Delivery), (second.StatusCode, second.Error, second.ErrorDescription, second.Delivery));
        Assert.False(second.IsTransient);
        Assert.Single(app.Exchange.TokenRequests);

        app.Clock.Advance(TimeSpan.FromSeconds(3.5));
        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Equal("Bearer second", Assert.Single(app.Exchange.Messages).Authorization);
    }

    [Fact]
    public async Task A_passing_failure_is_retried_by_all_callers_together()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = new TestApp(services: services => services.AddSingleton<TimeProvider>(clock));
        app.Exchange.OnToken = (_, _) => Task.FromResult(Exchange.Text("<html/>", "text/html", HttpStatusCode.BadGateway));

        var calls = Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Record.ExceptionAsync(() => app.Client.SendAsync(TestApp.Appointment()))));
        while (!calls.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.All(await calls, exception => Assert.True(Assert.IsType<RedoxUnavailableException>(exception).IsTransient));
        Assert.InRange(app.Exchange.TokenRequests.Count, 2, 10);
        Assert.Empty(app.Exchange.Messages);
    }

    [Fact]
    public async Task The_wait_that_Redox_asks_for_is_kept()
    {
        await using var app = new TestApp();
        app.Exchange.OnToken = (number, _) =>
        {
            var limited = Exchange.Text("", "text/plain", HttpStatusCode.TooManyRequests);
            limited.Headers.Add("Retry-After", "45");
            return Task.FromResult(number == 1 ? limited : Exchange.Token("second"));
        };

        var first = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal((TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(35)), (first.RetryAfter, second.RetryAfter));
        Assert.Single(app.Exchange.TokenRequests);
        app.Clock.Advance(TimeSpan.FromSeconds(35));
        await app.Client.SendAsync(TestApp.Appointment());
    }

    private static async Task<RedoxAuthenticationException> FailAsync(TestApp app) =>
        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
}
