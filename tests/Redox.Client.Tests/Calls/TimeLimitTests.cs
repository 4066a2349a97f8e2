using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;
using static Redox.Client.Tests.Calls.RetryTests;

namespace Redox.Client.Tests.Calls;

/// <summary>What a call that its time limit ends knows of its attempts: the failure of the last one is not lost to it.</summary>
public sealed class TimeLimitTests
{
    private const string LogId = "33333333-3333-4333-8333-333333333333";
    private const string Failure = $$$"""{"Meta":{"Logs":[{"ID":"{{{LogId}}}"}],"Errors":[{"ID":7,"Text":"CANARY"}]}}""";

    [Fact]
    public async Task Wait_beyond_the_time_limit_is_left_to_the_caller()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.TooManyRequests(TimeSpan.FromSeconds(20)));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(
            () => app.Client.WriteBackAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(49) }).WaitAsync(TestApp.Patience));

        Assert.Equal((429, Delivery.Rejected, TimeSpan.FromSeconds(20)), ((int?)exception.StatusCode, exception.Delivery, exception.RetryAfter));
        Assert.StartsWith("Scheduling.New: refused for too many requests (HTTP 429", exception.Message, StringComparison.Ordinal);
        Assert.InRange(app.Messages.Count, 2, 3);
    }

    [Fact]
    public async Task A_retry_for_which_no_time_is_left_is_not_waited_for()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).When(_ => Now(() => app.Clock.Advance(TimeSpan.FromSeconds(59)))).Then(Fault.Response(503, Failure));

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(
            () => app.Client.QueryAsync(TestApp.Search(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(60) }).WaitAsync(TestApp.Patience));

        Assert.Equal("PatientSearch.Query: Redox failed (HTTP 503; error 7). It is safe to ask again.", exception.Message);
        Assert.Equal((503, 7L, LogId), ((int?)exception.StatusCode, Assert.Single(exception.Errors).ID, Assert.Single(exception.LogIds)));
        Assert.Empty(app.Clock.Waits);
    }

    [Theory]
    [InlineData(503, true, "PatientSearch.Query: Redox failed (HTTP 503; error 7). The time limit of 380 seconds ended before the retry: there was no access token. It is safe to ask again.")]
    [InlineData(429, false, "Scheduling.New: refused for too many requests (HTTP 429; error 7). Wait and send fewer requests at a time. The time limit of 380 seconds ended before the retry: there was no access token.")]
    public async Task Call_timed_out_before_its_retry_keeps_its_last_failure(int status, bool isQuery, string message)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).When(_ => Now(() => app.Clock.Advance(TimeSpan.FromSeconds(360)))).Then(Fault.Response(status, Failure)); // Longer than the token lives.
        app.Redox.Faults.On(FakeRoute.Token).When(_ => app.Messages.Count > 0 && ThreadPool.QueueUserWorkItem(_ => app.Clock.Advance(TimeSpan.FromSeconds(20)))).Then(Fault.NoResponse);
        var options = new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(380) };

        var exception = await Assert.ThrowsAnyAsync<RedoxException>(() => (isQuery ? (Task)app.Client.QueryAsync(TestApp.Search(), options) : app.Client.WriteBackAsync(TestApp.Appointment(), options)).WaitAsync(TestApp.Patience));

        Assert.Equal(message, exception.Message);
        Assert.Equal((status, 7L, LogId), ((int?)exception.StatusCode, Assert.Single(exception.Errors).ID, Assert.Single(exception.LogIds)));
        Assert.Equal(isQuery ? Delivery.Unknown : Delivery.Rejected, exception.Delivery);
        Assert.True(exception.IsTransient);
        Assert.Single(app.Messages);
    }

    [Theory]
    [InlineData(503, true, "PatientSearch.Query: Redox failed (HTTP 503; error 7). The client was disposed before the retry. It is safe to ask again.")]
    [InlineData(429, false, "Scheduling.New: refused for too many requests (HTTP 429; error 7). Wait and send fewer requests at a time. The client was disposed before the retry.")]
    public async Task Call_disposed_before_its_retry_keeps_its_last_failure(int status, bool isQuery, string message)
    {
        var retry = new RetryListener();
        await using var app = new TestApp(services: services => services.AddLogging(logging => logging.AddProvider(retry)), clock: new SkippingClock { Skips = false });
        app.Redox.Faults.On(FakeRoute.Messages).Then(Fault.Response(status, Failure));
        var call = isQuery ? (Task)app.Client.QueryAsync(TestApp.Search()) : app.Client.WriteBackAsync(TestApp.Appointment());
        await retry.Heard.WaitAsync(TestApp.Patience);

        await ((IAsyncDisposable)app.Services).DisposeAsync();
        var exception = await Assert.ThrowsAnyAsync<RedoxException>(() => call.WaitAsync(TestApp.Patience));

        Assert.Equal(message, exception.Message);
        Assert.Equal((status, 7L, LogId), ((int?)exception.StatusCode, Assert.Single(exception.Errors).ID, Assert.Single(exception.LogIds)));
        Assert.Equal(isQuery ? Delivery.Unknown : Delivery.Rejected, exception.Delivery);
    }

    [Fact]
    public async Task Broken_connection_is_reported_when_time_ends_before_the_retry()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).When(_ => Now(() => app.Clock.Advance(TimeSpan.FromSeconds(59)))).Then(Fault.ConnectionRefused);

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(
            () => app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(60) }).WaitAsync(TestApp.Patience));

        Assert.Contains("No connection to", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
    }

    /// <summary>Hears that a call is about to wait for its retry.</summary>
    private sealed class RetryListener : ILoggerProvider, ILogger
    {
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Heard => _heard.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 4)
            {
                _heard.TrySetResult();
            }
        }

        public void Dispose()
        {
        }
    }
}
