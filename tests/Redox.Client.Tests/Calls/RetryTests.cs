using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Calls;

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
        ("not HTTP", 1, 4, Unavailable, Delivery.Unknown, true),
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
    public async Task Failure_is_retried_only_where_that_is_safe(Call call, string failure, int attempts, Type exceptionType, Delivery delivery, bool transient)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Failing(failure));
        if (failure is "no token" or "not a token")
        {
            app.Redox.Faults.On(FakeRoute.Token).ThenAlways(failure == "no token" ? Fault.Response(400, """{"error":"invalid_request"}""") : Fault.Response(200, "{}"));
        }

        var exception = Assert.IsAssignableFrom<RedoxException>(await Record.ExceptionAsync(() => MakeAsync(app, call, failure)));

        Assert.IsType(exceptionType, exception);
        Assert.Equal(attempts, app.Messages.Count);
        Assert.Equal((delivery, transient), (exception.Delivery, exception.IsTransient));
        if (attempts > 0)
        {
            Assert.Equal(int.TryParse(failure.AsSpan(0, 3), out var status) ? (HttpStatusCode)status : null, exception.StatusCode);
        }

        // All attempts carry the same bytes, and the waits between them grow or are those that Redox asked for, and up to a fifth or a second more.
        Assert.True(app.Messages.Select(message => message.Text).Distinct().Count() <= 1);
        Assert.All(failure == "429 after 7" ? app.Clock.Waits : [], wait => Assert.InRange(wait, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8.4)));
        Assert.InRange(app.Clock.Waits.Count, Math.Max(0, failure == "401" ? 0 : attempts - 1), 3);
    }

    [Theory]
    [InlineData("502")]
    [InlineData("broken connection")]
    [InlineData("broken body")]
    public async Task Query_survives_a_transient_failure(string failure)
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).Then(Failing(failure), times: 3);

        await app.Client.QueryAsync(TestApp.Search());

        Assert.Equal(4, app.Messages.Count);
        Assert.Equal(3, app.Clock.Waits.Count);
    }

    [Fact]
    public async Task The_wait_that_Redox_asks_for_is_kept()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Limited(7));

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.InRange(Assert.Single(app.Clock.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8.4));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_caller()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Limited(200));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Single(app.Messages);
        Assert.Equal(TimeSpan.FromSeconds(200), exception.RetryAfter);
        Assert.Equal(7500, exception.Limit);
        Assert.Equal("Scheduling.New: refused for too many requests (HTTP 429; an empty body). Wait for 200 seconds and send fewer requests at a time.", exception.Message);
    }

    /// <summary>The time limit would end the wait, with less to say.</summary>
    [Fact]
    public async Task A_wait_longer_than_the_call_may_take_is_left_to_the_caller()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Limited(20));

        var exception = await Assert.ThrowsAsync<RedoxRateLimitException>(
            () => app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(10) }));

        Assert.Equal(TimeSpan.FromSeconds(20), exception.RetryAfter);
        Assert.DoesNotContain(app.Clock.Waits, wait => wait != TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_failure_too_says_how_long_Redox_asks_to_wait()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.ServiceUnavailable(TimeSpan.FromSeconds(200)));

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.QueryAsync(TestApp.Search()));

        Assert.Single(app.Messages);
        Assert.Equal(TimeSpan.FromSeconds(200), exception.RetryAfter);
    }

    /// <summary>As the templates of .NET Aspire do it.</summary>
    [Theory]
    [InlineData(Call.Send, 1)]
    [InlineData(Call.WriteBack, 1)]
    [InlineData(Call.Query, 4)]
    public async Task Resilience_for_all_HTTP_clients_does_not_retry_our_calls(Call call, int attempts)
    {
        await using var app = new TestApp(services: services => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()));
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.BadGateway);

        await Assert.ThrowsAsync<RedoxUnavailableException>(() => MakeAsync(app, call));

        Assert.Equal(attempts, app.Messages.Count);
    }

    [Theory]
    [InlineData(Call.Query)]
    [InlineData(Call.Send)]
    public async Task A_call_ends_after_120_seconds(Call call)
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.NoResponse);

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => MakeAsync(app, call, "no answer"));

        Assert.Equal(Delivery.Unknown, exception.Delivery);
        Assert.True(exception.IsTransient);
        Assert.Null(exception.InnerException);
        Assert.Contains("no response within 120 seconds, in 1 attempt(s).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_cancellation_is_passed_on_unchanged()
    {
        await using var app = new TestApp();
        using var cancellation = new CancellationTokenSource();
        app.Redox.Faults.Next(Fault.NoResponse);

        var call = app.Client.SendAsync(TestApp.Appointment(), cancellation.Token);
        await app.ArrivedAsync();
        await cancellation.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TestApp.Patience));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Single(app.Messages);
    }

    /// <summary>What .NET throws when a request is given up depends on the moment, and may quote what was read.</summary>
    [Fact]
    public async Task Failure_during_cancellation_is_reported_as_cancellation()
    {
        await using var app = new TestApp();
        using var cancellation = new CancellationTokenSource();
        app.Redox.Faults.On(FakeRoute.Messages).When(_ => Now(cancellation.Cancel)).Then(Fault.NotHttp("CANARY"));

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Client.SendAsync(TestApp.Appointment(), cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_at_the_time_limit_is_reported_as_timeout()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).When(_ => Now(() => app.Clock.Advance(TimeSpan.FromSeconds(120)))).Then(Fault.NotHttp("CANARY"));

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Contains("no response within 120 seconds", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    internal static async Task MakeAsync(TestApp app, Call call, string failure = "")
    {
        Task made = call switch
        {
            Call.Send => app.Client.SendAsync(TestApp.Appointment()),
            Call.SendWithConsent => app.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { AcceptDuplicateDelivery = true }),
            Call.WriteBack => app.Client.WriteBackAsync(TestApp.Appointment()),
            _ => app.Client.QueryAsync(TestApp.Search()),
        };
        await WaitForAsync(app, made, failure);
    }

    /// <summary>Waits for a call; when it gets no answer, until its own time is over.</summary>
    internal static async Task WaitForAsync(TestApp app, Task call, string failure)
    {
        if (failure == "no answer")
        {
            await app.ArrivedAsync(app.Redox.Requests.Messages.Count(request => request.State == RequestState.ClientAborted) + 1);
            app.Clock.Advance(TimeSpan.FromSeconds(120));
        }

        await call.WaitAsync(TestApp.Patience);
    }

    internal static Fault Failing(string failure) => failure switch
    {
        "no connection" => Fault.ConnectionRefused,
        "no name" => Fault.HostNotFound,
        "no TLS" => Fault.TlsFailed,
        "connect timeout" => Fault.ConnectTimeout,
        "no answer" => Fault.NoResponse,
        "reset" => Fault.ResetBeforeAcceptance,
        "broken connection" => Fault.DropBeforeAcceptance,
        "broken body" => Fault.TruncatedBody,
        "not HTTP" => Fault.NotHttp("CANARY"),
        "200 page" => Fault.Response(200, "<html>CANARY</html>", "text/html"),
        "200 cut off" => Fault.Response(200, """{"Meta":{"DataModel":"Scheduling","Source":{"Name":"CANARY"""),
        "200 with errors" => Fault.Response(200, """{"Meta":{"DataModel":"Scheduling","Errors":[{"ID":1,"Text":"CANARY","Type":"query","Module":"Send"}]}}"""),
        "502 page" => Fault.Response(502, "<html>CANARY</html>", "text/html"),
        "429 after 7" => Limited(7),
        "429 after 200" => Limited(200),
        "no token" or "not a token" => Fault.ServerError, // Which no message gets to meet.
        _ => Fault.Response(int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture), contentType: "text/plain"),
    };

    private static Fault Limited(int seconds) => Fault.Response(429, contentType: "text/plain", headers: [new("Retry-After", $"{seconds}"), new("X-RateLimit-Limit", "7500")]);

    /// <summary>Does something at the moment a request arrives.</summary>
    internal static bool Now(Action action)
    {
        action();
        return true;
    }
}
