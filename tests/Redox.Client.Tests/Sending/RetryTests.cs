using System.Net;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>Every kind of call against every kind of failure: how often it is tried, and what the caller is told.</summary>
public sealed class RetryTests
{
    public enum Call
    {
        Send,
        SendWithConsent,
        WriteBack,
        Query,
    }

    private static readonly Type Rejected = typeof(RedoxRejectedException);
    private static readonly Type Unavailable = typeof(RedoxUnavailableException);

    /// <summary>Each failure: how often a call is tried that must not be repeated once it may have arrived, and one that may; then what both end with.</summary>
    private static readonly (string Failure, int Careful, int Repeatable, Type Exception, Delivery Delivery, bool IsTransient)[] Table =
    [
        ("400", 1, 1, Rejected, Delivery.Rejected, false),
        ("401", 2, 2, typeof(RedoxAuthenticationException), Delivery.Rejected, false), // One replay with a new token, which is no repetition.
        ("403", 1, 1, Rejected, Delivery.Rejected, false),
        ("404", 1, 1, Rejected, Delivery.Rejected, false),
        ("408", 1, 4, Unavailable, Delivery.Unknown, true),
        ("413", 1, 1, Rejected, Delivery.Rejected, false),
        ("429", 4, 4, typeof(RedoxRateLimitException), Delivery.Rejected, true),
        ("429 after 7", 4, 4, typeof(RedoxRateLimitException), Delivery.Rejected, true),
        ("429 after 200", 1, 1, typeof(RedoxRateLimitException), Delivery.Rejected, true),
        ("302", 1, 1, Unavailable, Delivery.Rejected, false),
        ("500", 1, 1, Unavailable, Delivery.Unknown, false),
        ("502", 1, 4, Unavailable, Delivery.Unknown, true),
        ("502 page", 1, 4, Unavailable, Delivery.Unknown, true),
        ("503", 1, 4, Unavailable, Delivery.Unknown, true),
        ("504", 1, 4, Unavailable, Delivery.Unknown, true),
        ("200 page", 1, 1, Unavailable, Delivery.Unknown, false),
        ("200 cut off", 1, 1, Unavailable, Delivery.Unknown, false),
        ("200 with errors", 1, 1, Rejected, Delivery.Rejected, false),
        ("no connection", 4, 4, Unavailable, Delivery.NotSent, true),
        ("no name", 4, 4, Unavailable, Delivery.NotSent, true),
        ("no TLS", 4, 4, Unavailable, Delivery.NotSent, true),
        ("connect timeout", 4, 4, Unavailable, Delivery.NotSent, true),
        ("reset", 1, 4, Unavailable, Delivery.Unknown, true),
        ("broken connection", 1, 4, Unavailable, Delivery.Unknown, true),
        ("broken body", 1, 4, Unavailable, Delivery.Unknown, true),
        ("no answer", 1, 1, Unavailable, Delivery.Unknown, true), // The time of the whole call is over.
        ("no token", 0, 0, typeof(RedoxAuthenticationException), Delivery.NotSent, false),
        ("not a token", 0, 0, typeof(RedoxAuthenticationException), Delivery.NotSent, false),
    ];

    public static TheoryData<Call, string, int, Type, Delivery, bool> Failures()
    {
        var data = new TheoryData<Call, string, int, Type, Delivery, bool>();
        foreach (var call in Enum.GetValues<Call>())
        {
            foreach (var row in Table)
            {
                data.Add(call, row.Failure, call is Call.Query or Call.SendWithConsent ? row.Repeatable : row.Careful, row.Exception, row.Delivery, row.IsTransient);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_is_repeated_only_where_that_is_safe(Call call, string failure, int attempts, Type exceptionType, Delivery delivery, bool transient)
    {
        await using var app = new TestApp();
        app.Exchange.OnMessage = (_, cancellation) => FailAsync(app, failure, cancellation);
        app.Exchange.OnToken = (number, _) => Task.FromResult(failure switch
        {
            "no token" => Exchange.Json("""{"error":"invalid_request"}""", HttpStatusCode.BadRequest),
            "not a token" => Exchange.Json("{}"),
            _ => Exchange.Token($"token-{number}"),
        });

        var exception = Assert.IsAssignableFrom<RedoxException>(await Record.ExceptionAsync(() => MakeAsync(app, call)));

        Assert.IsType(exceptionType, exception);
        Assert.Equal(attempts, app.Exchange.Messages.Count);
        Assert.Equal((delivery, transient), (exception.Delivery, exception.IsTransient));
        if (attempts > 0)
        {
            Assert.Equal(int.TryParse(failure.AsSpan(0, 3), out var status) ? (HttpStatusCode)status : null, exception.StatusCode);
        }

        // All attempts carry the same bytes, and the waits between them grow or are those that Redox asked for.
        Assert.True(app.Exchange.Messages.Select(message => message.Body).Distinct().Count() <= 1);
        Assert.Equal(failure == "429 after 7" ? Enumerable.Repeat(TimeSpan.FromSeconds(7), 3) : app.Clock.Waits, app.Clock.Waits);
        Assert.InRange(app.Clock.Waits.Count, Math.Max(0, failure == "401" ? 0 : attempts - 1), 3);
    }

    [Theory]
    [InlineData("502")]
    [InlineData("broken connection")]
    [InlineData("broken body")]
    public async Task A_query_survives_a_passing_failure(string failure)
    {
        await using var app = new TestApp();
        app.Exchange.OnMessage = (number, _) => Task.FromResult(number < 4 ? Fail(failure) : Exchange.Json(Exchange.Accepted));

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

    /// <summary>What .NET throws when a request is given up depends on the moment, and may quote what was read.</summary>
    [Fact]
    public async Task A_failure_while_the_call_is_given_up_is_the_cancellation_and_nothing_else()
    {
        await using var app = new TestApp();
        using var cancellation = new CancellationTokenSource();
        app.Exchange.OnMessage = (_, _) =>
        {
            cancellation.Cancel();
            throw new IOException("while reading CANARY");
        };

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Client.SendAsync(TestApp.Appointment(), cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_while_the_time_runs_out_is_the_time_limit_and_nothing_else()
    {
        await using var app = new TestApp();
        app.Exchange.OnMessage = (_, _) =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(120));
            throw new IOException("while reading CANARY");
        };

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Contains("no answer within 120 seconds", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    internal static Task MakeAsync(TestApp app, Call call) => call switch
    {
        Call.Send => app.Client.SendAsync(TestApp.Appointment()),
        Call.SendWithConsent => app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { AcceptDuplicateDelivery = true }),
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

    internal static async Task<HttpResponseMessage> FailAsync(TestApp app, string failure, CancellationToken cancellation)
    {
        if (failure == "no answer")
        {
            ThreadPool.QueueUserWorkItem(_ => app.Clock.Advance(TimeSpan.FromSeconds(120)));
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        return Fail(failure);
    }

    internal static HttpResponseMessage Fail(string failure) => failure switch
    {
        "no connection" => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (api.redoxengine.com:443)"),
        "no name" => throw new HttpRequestException(HttpRequestError.NameResolutionError, "No such host is known."),
        "no TLS" => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "The SSL connection could not be established."),
        "connect timeout" => throw new TaskCanceledException("canceled", new TimeoutException("A connection could not be established")),
        "reset" => throw new HttpRequestException("An error occurred while sending the request.", new IOException("CANARY", new System.Net.Sockets.SocketException(104))),
        "broken connection" => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely, near CANARY."),
        "broken body" => new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) },
        "200 page" => Exchange.Text("<html>CANARY</html>", "text/html", HttpStatusCode.OK),
        "200 cut off" => Exchange.Json("""{"Meta":{"DataModel":"Scheduling","Source":{"Name":"CANARY"""),
        "200 with errors" => Exchange.Json("""{"Meta":{"DataModel":"Scheduling","Errors":[{"ID":1,"Text":"CANARY","Type":"query","Module":"Send"}]}}"""),
        "502 page" => Exchange.Text("<html>CANARY</html>", "text/html", HttpStatusCode.BadGateway),
        "429 after 7" => Limited(7),
        "429 after 200" => Limited(200),
        _ => Exchange.Text("", "text/plain", (HttpStatusCode)int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private sealed class BreakingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded, "CANARY");
    }
}
