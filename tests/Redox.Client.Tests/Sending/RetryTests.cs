using System.Net;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>Every kind of call against every kind of failure: how often it is tried, and what the caller is told.</summary>
public sealed class RetryTests
{
    public enum Call
    {
        Send,
        WriteBack,
        Query,
    }

    public static TheoryData<Call, string, int, Type, Delivery, bool> Failures()
    {
        var data = new TheoryData<Call, string, int, Type, Delivery, bool>();
        foreach (var call in Enum.GetValues<Call>())
        {
            var again = call == Call.Query ? 4 : 1;
            data.Add(call, "400", 1, typeof(RedoxRejectedException), Delivery.Rejected, false);
            data.Add(call, "403", 1, typeof(RedoxRejectedException), Delivery.Rejected, false);
            data.Add(call, "404", 1, typeof(RedoxRejectedException), Delivery.Rejected, false);
            data.Add(call, "413", 1, typeof(RedoxRejectedException), Delivery.Rejected, false);
            data.Add(call, "302", 1, typeof(RedoxUnavailableException), Delivery.Rejected, false);
            data.Add(call, "408", again, typeof(RedoxUnavailableException), Delivery.Unknown, true);
            data.Add(call, "429", 4, typeof(RedoxRateLimitException), Delivery.Rejected, true);
            data.Add(call, "500", 1, typeof(RedoxUnavailableException), Delivery.Unknown, false);
            data.Add(call, "502", again, typeof(RedoxUnavailableException), Delivery.Unknown, true);
            data.Add(call, "503", again, typeof(RedoxUnavailableException), Delivery.Unknown, true);
            data.Add(call, "504", again, typeof(RedoxUnavailableException), Delivery.Unknown, true);
            data.Add(call, "no connection", 4, typeof(RedoxUnavailableException), Delivery.NotSent, true);
            data.Add(call, "connect timeout", 4, typeof(RedoxUnavailableException), Delivery.NotSent, true);
            data.Add(call, "broken connection", again, typeof(RedoxUnavailableException), Delivery.Unknown, true);
            data.Add(call, "broken body", again, typeof(RedoxUnavailableException), Delivery.Unknown, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_is_repeated_only_where_that_is_safe(Call call, string failure, int attempts, Type exceptionType, Delivery delivery, bool transient)
    {
        await using var app = new TestApp();
        app.Exchange.OnMessage = (_, _) => Fail(failure);

        var exception = Assert.IsAssignableFrom<RedoxException>(await Record.ExceptionAsync(() => MakeAsync(app, call)));

        Assert.IsType(exceptionType, exception);
        Assert.Equal(attempts, app.Exchange.Messages.Count);
        Assert.Equal((delivery, transient), (exception.Delivery, exception.IsTransient));
        Assert.Equal(int.TryParse(failure, out var status) ? (HttpStatusCode)status : null, exception.StatusCode);
    }

    [Theory]
    [InlineData("502")]
    [InlineData("broken connection")]
    [InlineData("broken body")]
    public async Task A_query_survives_a_passing_failure(string failure)
    {
        await using var app = new TestApp();
        app.Exchange.OnMessage = (number, _) => number < 4 ? Fail(failure) : Task.FromResult(Exchange.Json(Exchange.Accepted));

        await app.Client.QueryAsync(TestApp.Search());

        Assert.Equal(4, app.Exchange.Messages.Count);
        Assert.Equal(3, app.Clock.Waits.Count);
    }

    [Fact]
    public async Task The_wait_that_Redox_asks_for_is_kept()
    {
        await using var app = new TestApp();
        app.Exchange.Answer(() => Limited(7), () => Exchange.Json(Exchange.Accepted));

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal([TimeSpan.FromSeconds(7)], app.Clock.Waits);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_caller()
    {
        await using var app = new TestApp();
        app.Exchange.Answer(() => Limited(200));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Single(app.Exchange.Messages);
        Assert.Equal(TimeSpan.FromSeconds(200), exception.RetryAfter);
        Assert.Equal(7500, exception.Limit);
        Assert.Equal("Scheduling.New: refused for too many requests (HTTP 429; an empty body). Wait for 200 seconds and send less at a time.", exception.Message);
    }

    [Theory]
    [InlineData(Call.Query)]
    [InlineData(Call.Send)]
    public async Task A_call_ends_after_120_seconds(Call call)
    {
        await using var app = new TestApp();
        app.Exchange.OnMessage = async (_, cancellation) =>
        {
            ThreadPool.QueueUserWorkItem(_ => app.Clock.Advance(TimeSpan.FromSeconds(120)));
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new InvalidOperationException("unreachable");
        };

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => MakeAsync(app, call));

        Assert.Equal(Delivery.Unknown, exception.Delivery);
        Assert.True(exception.IsTransient);
        Assert.Null(exception.InnerException);
        Assert.Contains("no answer within 120 seconds, in 1 attempt(s).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_what_it_is()
    {
        await using var app = new TestApp();
        using var cancellation = new CancellationTokenSource();
        app.Exchange.OnMessage = async (_, token) =>
        {
            ThreadPool.QueueUserWorkItem(_ => cancellation.Cancel());
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("unreachable");
        };

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Client.SendAsync(TestApp.Appointment(), cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Single(app.Exchange.Messages);
    }

    internal static Task MakeAsync(TestApp app, Call call) => call switch
    {
        Call.Send => app.Client.SendAsync(TestApp.Appointment()),
        Call.WriteBack => app.Client.WriteBackAsync(TestApp.Appointment()),
        _ => app.Client.QueryAsync(TestApp.Search()),
    };

    private static HttpResponseMessage Limited(int seconds)
    {
        var response = Exchange.Text("", "text/plain", HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", $"{seconds}");
        response.Headers.Add("X-RateLimit-Limit", "7500");
        return response;
    }

    private static Task<HttpResponseMessage> Fail(string failure) => failure switch
    {
        "no connection" => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (api.redoxengine.com:443)"),
        "connect timeout" => throw new TaskCanceledException("canceled", new TimeoutException("A connection could not be established")),
        "broken connection" => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."),
        "broken body" => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) }),
        _ => Task.FromResult(Exchange.Text("", "text/plain", (HttpStatusCode)int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture))),
    };

    private sealed class BreakingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded);
    }
}
