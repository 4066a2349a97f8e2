using Microsoft.Extensions.Http.Resilience;
using Polly;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>
/// When an attempt is repeated: the failure is a passing one, and repeating can do no harm (<see cref="CallProgress.IsRepeatable"/>): a query always,
/// anything else only when Redox surely did not take it.
/// </summary>
internal static class RetryRules
{
    // A longer wait is the caller's decision: it gets the exception with the wait in it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static HttpRetryStrategyOptions For(TimeProvider time) => new()
    {
        MaxRetryAttempts = 3,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(1),
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(
            IsPassing(args.Outcome)
            && args.Context.GetRequestMessage() is { } request
            && CallProgress.Of(request) is { IsRepeatable: true }
            && !(Wait(args.Outcome, time) > LongestWait)),
        ShouldRetryAfterHeader = false,
        DelayGenerator = args => ValueTask.FromResult(Wait(args.Outcome, time)),
    };

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
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
