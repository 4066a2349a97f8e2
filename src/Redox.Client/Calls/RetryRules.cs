using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Redox.Client.Calls.Http;
using Redox.Client.Telemetry;

namespace Redox.Client.Calls;

/// <summary>When an attempt is retried: the failure is transient, and a retry can do no harm (<see cref="CallProgress.MayBeRetried"/>).</summary>
internal static class RetryRules
{
    // A longer wait is the caller's decision: the exception contains the wait.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    public static HttpRetryStrategyOptions For(TimeProvider time, ILogger logger) => new()
    {
        MaxRetryAttempts = 3,
        ShouldHandle = args => ValueTask.FromResult(
            IsTransient(args.Outcome)
            && args.Context.GetRequestMessage() is { } request
            && CallProgress.Of(request) is { MayBeRetried: true } progress
            && !(AskedWait(args.Outcome, time) > LongestWait)
            && LongestOf(LeastWait(AskedWait(args.Outcome, time), args.AttemptNumber)) <= progress.TimeLeft),
        ShouldRetryAfterHeader = false,
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Wait(AskedWait(args.Outcome, time), args.AttemptNumber)),
        OnRetry = args => Report(args, time, logger),
    };

    private static async ValueTask Report(OnRetryArguments<HttpResponseMessage> args, TimeProvider time, ILogger logger)
    {
        if (args.Context.GetRequestMessage() is { } request && CallProgress.Of(request) is { } progress)
        {
            var status = (int?)args.Outcome.Result?.StatusCode ?? (int?)(args.Outcome.Exception as RedoxException)?.StatusCode;
            var error = args.Outcome.Exception is { } exception ? ClientTelemetry.ErrorOf(exception) : $"{status}";
            logger.CallRetried(progress.Operation.Subject, args.AttemptNumber + 1, error, args.RetryDelay);
            CallMeter.Retried(progress.Operation, status, error);
            progress.RetryFollows(await FailureAsync(args, progress, time).ConfigureAwait(false));
        }
    }

    // Polly disposes the response before it waits, and the time may run out before the next one.
    private static async ValueTask<RedoxException> FailureAsync(OnRetryArguments<HttpResponseMessage> args, CallProgress progress, TimeProvider time)
    {
        if (args.Outcome.Exception is RedoxException exception)
        {
            return exception;
        }

        var response = await ApiResponse.FromAsync(args.Outcome.Result!, time, args.Context.CancellationToken).ConfigureAwait(false);
        return progress.Operation.ReadFailure(progress, response);
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: RedoxRateLimitException { StatusCode: null } } => false, // Refused by our own limit, where the call has already waited as long as it may.
        { Exception: RedoxException exception } => exception.IsTransient,
        { Result: { } response } => TransientStatus.Is(response.StatusCode),
        _ => false,
    };

    // 1, 2 and 4 seconds, or what Redox asks for if that is more: Retry-After: 0 does not permit hammering. Jitter only lengthens the wait, so that clients which were
    // refused together do not come back together, and none comes back early. Polly's own jitter also produces waits of a few milliseconds.
    private static TimeSpan Wait(TimeSpan? asked, int retriesBefore)
    {
        var wait = LeastWait(asked, retriesBefore);
        return wait + (Spread(wait) * Random.Shared.NextDouble());
    }

    private static TimeSpan LeastWait(TimeSpan? asked, int retriesBefore)
    {
        var least = FirstWait * (1 << retriesBefore);
        return asked > least ? asked.Value : least;
    }

    private static TimeSpan LongestOf(TimeSpan least) => least + Spread(least);

    private static TimeSpan Spread(TimeSpan wait) => wait / 5 > FirstWait ? wait / 5 : FirstWait;

    private static TimeSpan? AskedWait(Outcome<HttpResponseMessage> outcome, TimeProvider time) => outcome switch
    {
        { Exception: RedoxException failure } => failure.RetryAfter,
        { Result: { } response } => RetryAfterHeader.Read(response, time),
        _ => null,
    };
}
