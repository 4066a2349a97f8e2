using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;

namespace Redox.Client.Calls.RateLimit;

/// <summary>
/// Makes each attempt wait for its turn, and counts the requests that were really sent: none when there was no token, two after
/// a replay.
/// </summary>
internal sealed class RateLimitHandler(RollingWindow? window, TimeProvider time, ILogger<RateLimitHandler> logger) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var progress = CallProgress.Of(request);
        progress?.AttemptStarts();
        return window is null || progress is null
            ? base.SendAsync(request, cancellationToken)
            : SendAsync(window, request, progress, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(RollingWindow limited, HttpRequestMessage request, CallProgress progress, CancellationToken cancellationToken)
    {
        var entry = limited.Enter(progress.TimeLeft, cancellationToken);
        if (entry.Turn is not { } turn)
        {
            CallMeter.LimiterRefused(progress.Operation);
            throw Refusal(limited.Limit, entry.Wait);
        }

        if (!turn.IsCompletedSuccessfully)
        {
            await WaitAsync(turn, progress).ConfigureAwait(false);
        }

        var before = progress.Requests;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            limited.Leave(progress.Requests - before);
        }
    }

    private async Task WaitAsync(Task turn, CallProgress progress)
    {
        var start = time.GetTimestamp();
        progress.Stage = CallStage.Turn;
        try
        {
            await turn.ConfigureAwait(false);
        }
        finally
        {
            var waited = time.GetElapsedTime(start);
            CallMeter.LimiterWaited(progress.Operation, waited);
            logger.WaitedForTurn(progress.Operation.Subject, waited);
        }
    }

    private static RedoxRateLimitException Refusal(RequestLimit limit, TimeSpan wait) =>
        new($"The limit of {limit.PermitLimit} requests in {limit.Window} is reached, and the call cannot wait: the next turn comes in about {Math.Ceiling(wait.TotalSeconds):0} seconds. "
            + "Send fewer requests at a time, allow the call more time (RedoxCallOptions.Timeout), or more calls to wait (RateLimit.QueueLimit).")
        {
            RetryAfter = wait,
            Limit = limit.PermitLimit,
            Delivery = Delivery.NotSent,
        };
}
