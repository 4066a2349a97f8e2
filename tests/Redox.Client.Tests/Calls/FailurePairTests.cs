using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using static Redox.Client.Tests.Calls.RetryTests;

namespace Redox.Client.Tests.Calls;

/// <summary>
/// One failure, and then another for as long as the call is tried: every ordered pair, against every kind of call. How often it is sent, what it ends with,
/// whether it may have arrived, and a text that says just that. What is right is worked out here from a table of single failures.
/// </summary>
public sealed class FailurePairTests
{
    private const string NoToken = "no token";
    private const string TokenEndpointDown = "token 503";
    private const string LimiterFull = "limiter full";
    private const string NoAnswer = "no answer";

    /// <summary>Of each failure: whether a request is sent, what is known of the message after this one, whether another try makes sense, and the exception.</summary>
    private static readonly Dictionary<string, Failure> Failures = new()
    {
        ["400"] = new(true, Delivery.Rejected, false, typeof(RedoxRejectedException)),
        ["401"] = new(true, Delivery.Rejected, false, typeof(RedoxAuthenticationException)),
        ["429"] = new(true, Delivery.Rejected, true, typeof(RedoxRateLimitException)),
        ["302"] = new(true, Delivery.Rejected, false, typeof(RedoxUnavailableException)),
        ["408"] = new(true, Delivery.Unknown, true, typeof(RedoxUnavailableException)),
        ["500"] = new(true, Delivery.Unknown, false, typeof(RedoxUnavailableException)),
        ["502"] = new(true, Delivery.Unknown, true, typeof(RedoxUnavailableException)),
        ["503"] = new(true, Delivery.Unknown, true, typeof(RedoxUnavailableException)),
        ["200 page"] = new(true, Delivery.Unknown, false, typeof(RedoxUnavailableException)),
        ["200 with errors"] = new(true, Delivery.Rejected, false, typeof(RedoxRejectedException)),
        ["no connection"] = new(true, Delivery.NotSent, true, typeof(RedoxUnavailableException)), // The fake counts the try.
        ["reset"] = new(true, Delivery.Unknown, true, typeof(RedoxUnavailableException)),
        ["broken body"] = new(true, Delivery.Unknown, true, typeof(RedoxUnavailableException)),
        [NoAnswer] = new(true, Delivery.Unknown, false, typeof(RedoxUnavailableException)),
        [NoToken] = new(false, Delivery.NotSent, false, typeof(RedoxAuthenticationException)),
        [TokenEndpointDown] = new(false, Delivery.NotSent, true, typeof(RedoxUnavailableException)),
        [LimiterFull] = new(false, Delivery.NotSent, false, typeof(RedoxRateLimitException)),
    };

    private static readonly RedoxCallOptions LongCall = new() { Timeout = TimeSpan.FromHours(1) };

    public static TheoryData<Call, string> Firsts
    {
        get
        {
            var data = new TheoryData<Call, string>();
            foreach (var call in Enum.GetValues<Call>())
            {
                foreach (var first in Failures.Keys.Where(failure => failure != LimiterFull)) // Alone it has no second.
                {
                    data.Add(call, first);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Firsts))]
    public async Task Call_with_two_failures_reports_what_is_true_of_both(Call call, string first)
    {
        foreach (var second in Failures.Keys)
        {
            // The replay after a 401 belongs to the same turn, so there is nothing for the limiter to refuse.
            if (first != "401" || second != LimiterFull)
            {
                await MeetAsync(call, first, second);
            }
        }
    }

    private static async Task MeetAsync(Call call, string first, string second)
    {
        await using var app = new TestApp(options => options.RateLimit = second == LimiterFull ? new() { PermitLimit = 1, QueueLimit = 0 } : options.RateLimit);
        Script(app, first, second);
        var (requests, last, delivery) = Expected(call, first, second);

        var made = MakeAsync(app, call);
        if (last == NoAnswer)
        {
            await app.ArrivedAsync(requests);
            app.Clock.Advance(LongCall.Timeout!.Value);
        }

        var exception = await Record.ExceptionAsync(() => made.WaitAsync(TestApp.Patience));

        var pair = $"{call}: {first}, then {second}: {exception}";
        Assert.True(exception is RedoxException, pair);
        var failure = (RedoxException)exception;
        Assert.True((requests, Failures[last].Exception, delivery) == (app.Messages.Count, failure.GetType(), failure.Delivery), $"{requests} {delivery} {pair}: {app.Messages.Count} {failure.Delivery}");
        Assert.True(Agrees(failure, call), pair);
    }

    // The rules of docs/sending.md, one failure after the other.
    private static (int Requests, string Last, Delivery Delivery) Expected(Call call, string first, string second)
    {
        if (first == "broken body" && second is NoToken or TokenEndpointDown)
        {
            first = "401"; // The token has run out by then, so it is the body of a 401 that breaks off, and its status counts.
        }

        var (met, requests, delivery, last) = (0, 0, Delivery.NotSent, first);
        for (var retries = 0; ; retries++)
        {
            Meet();
            if (last == "401")
            {
                Meet(); // The replay.
            }

            var mayBeRetried = call is Call.Query or Call.SendWithConsent || delivery != Delivery.Unknown;
            if (!Failures[last].IsTransient || retries == 3 || !mayBeRetried)
            {
                return (requests, last, delivery);
            }
        }

        void Meet()
        {
            last = met++ == 0 ? first : second;
            var failure = Failures[last];
            requests += failure.IsSent ? 1 : 0;
            delivery = delivery == Delivery.Unknown || failure.Delivery == Delivery.Unknown ? Delivery.Unknown
                : delivery == Delivery.Rejected || failure.Delivery == Delivery.Rejected ? Delivery.Rejected
                : Delivery.NotSent;
        }
    }

    private static bool Agrees(RedoxException failure, Call call)
    {
        var text = failure.Message;
        var arrived = text.Contains("may have arrived", StringComparison.Ordinal);
        var notSent = text.Contains($"The {(call == Call.Query ? "query" : "message")} was not sent", StringComparison.Ordinal);
        return text.StartsWith(call == Call.Query ? "PatientSearch.Query: " : "Scheduling.New: ", StringComparison.Ordinal)
            && !text.Contains("..", StringComparison.Ordinal)
            && failure.Delivery switch
            {
                Delivery.Unknown when call == Call.Query => text.EndsWith(" It is safe to ask again.", StringComparison.Ordinal) && !arrived && !notSent,
                Delivery.Unknown => arrived && text.EndsWith("again.", StringComparison.Ordinal) && !notSent,
                Delivery.NotSent => notSent && !arrived && !text.Contains("refused an", StringComparison.Ordinal),
                _ => text.Contains("refused", StringComparison.Ordinal) && !arrived && !notSent,
            };
    }

    private static void Script(TestApp app, string first, string second)
    {
        var messages = app.Redox.Faults.On(FakeRoute.Messages);
        var tokens = app.Redox.Faults.On(FakeRoute.Token);
        var isTokenLost = second is NoToken or TokenEndpointDown;
        if (Failures[first].IsSent)
        {
            // A token that has to be renewed meets the token endpoint's failure.
            messages.When(_ => !isTokenLost || Now(() => app.Clock.Advance(TimeSpan.FromMinutes(6)))).Then(Failing(first));
            tokens.ThenOk();
        }
        else
        {
            tokens.Then(TokenFault(first));
        }

        if (Failures[second].IsSent)
        {
            app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Failing(second));
        }
        else if (isTokenLost)
        {
            tokens.ThenAlways(TokenFault(second));
        }
    }

    private static Fault TokenFault(string failure) => failure == NoToken ? Fault.Response(400, """{"error":"invalid_request"}""") : Fault.ServiceUnavailable();

    private static Task MakeAsync(TestApp app, Call call) => call switch
    {
        Call.Query => app.Client.QueryAsync(TestApp.Search(), LongCall),
        Call.WriteBack => app.Client.WriteBackAsync(TestApp.Appointment(), LongCall),
        _ => app.Client.SendAsync(TestApp.Appointment(), LongCall with { AcceptDuplicateDelivery = call == Call.SendWithConsent }),
    };

    private sealed record Failure(bool IsSent, Delivery Delivery, bool IsTransient, Type Exception);
}
