using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Redox.Client.Telemetry;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>
/// When an attempt is repeated: the failure is a passing one, and repeating can do no harm (<see cref="CallProgress.IsRepeatable"/>): a query always,
/// an event only when Redox surely did not take it or the caller consents, a write back only when Redox surely did not take it.
/// </summary>
internal static class RetryRules
{
    // A longer wait is the caller's decision: it gets the exception with the wait in it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static HttpRetryStrategyOptions For(TimeProvider time, ILogger logger) => new()
    {
        MaxRetryAttempts = 3,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(1),
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(
            IsPassing(args.Outcome)
            && args.Context.GetRequestMessage() is { } request
            && CallProgress.Of(request) is { IsRepeatable: true } progress
            && !(Wait(args.Outcome, time) is { } wait && (wait > LongestWait || wait > progress.Timeout))),
        ShouldRetryAfterHeader = false,
        DelayGenerator = args => ValueTask.FromResult(Wait(args.Outcome, time)),
        OnRetry = args => Report(args, logger),
    };

    private static ValueTask Report(OnRetryArguments<HttpResponseMessage> args, ILogger logger)
    {
        if (args.Context.GetRequestMessage() is { } request && CallProgress.Of(request) is { } progress)
        {
            var status = (int?)args.Outcome.Result?.StatusCode ?? (int?)(args.Outcome.Exception as RedoxException)?.StatusCode;
            var error = args.Outcome.Exception is { } exception ? ClientTelemetry.ErrorOf(exception) : $"{status}";
            logger.CallRetried(progress.Call.MessageType, args.AttemptNumber + 1, error, args.RetryDelay);
            ClientMeter.Retried(progress.Call, status, error);
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: RedoxRateLimitException { StatusCode: null } } => false, // Our own limit refused: whoever may wait has waited there.
        { Exception: RedoxException exception } => exception.IsTransient,
        { Result: { } response } => TransientStatus.Is(response.StatusCode),
        _ => false,
    };

    private static TimeSpan? Wait(Outcome<HttpResponseMessage> outcome, TimeProvider time) => outcome switch
    {
        { Exception: RedoxException failure } => failure.RetryAfter,
        { Result: { } response } => RetryAfterHeader.Read(response, time),
        _ => null,
    };
}
