using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Redox.Client.Errors;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Deduplication;

/// <summary>
/// Lets a message be handled only once. Concurrent deliveries of one message wait for the first; when it succeeds they are duplicates, when it fails the next
/// one tries. There is no such wait between machines: there the store only knows what was handled before.
/// </summary>
internal sealed class DuplicateCheck(string destination, IRedoxDeduplicationStore store, TimeProvider time, ILogger logger)
{
    // Longer than a healthy handler needs, and shorter than senders wait: a handler that never returns must not hold all later deliveries.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Task> _running = new();

    public async Task<RedoxDestinationResponse> RunOnceAsync(IncomingMessage incoming, string logId, Func<Task<RedoxDestinationResponse>> handle, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!await TakeTurnAsync(logId, turn.Task, cancellationToken).ConfigureAwait(false))
        {
            logger.DuplicateGaveUp(incoming.MessageType, incoming.LogIdInLog, MaxWait);
            return DestinationResponses.Failed;
        }

        try
        {
            var known = await IsHandledAsync(incoming, logId, cancellationToken).ConfigureAwait(false);
            if (known is not null)
            {
                return known;
            }

            var reply = await handle().ConfigureAwait(false);
            await MarkAsync(logId).ConfigureAwait(false);
            return reply;
        }
        finally
        {
            _running.TryRemove(logId, out _);
            turn.SetResult();
        }
    }

    private async Task<bool> TakeTurnAsync(string logId, Task turn, CancellationToken cancellationToken)
    {
        var first = _running.GetOrAdd(logId, turn);
        for (var begin = time.GetTimestamp(); first != turn; first = _running.GetOrAdd(logId, turn))
        {
            try
            {
                var left = MaxWait - time.GetElapsedTime(begin);
                await first.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        return true;
    }

    // The response if the message need not be handled; null when it must be.
    private async Task<RedoxDestinationResponse?> IsHandledAsync(IncomingMessage incoming, string logId, CancellationToken cancellationToken)
    {
        try
        {
            if (!await store.IsHandledAsync(destination, logId, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            logger.DuplicateSkipped(incoming.MessageType, incoming.LogIdInLog);
            return DestinationResponses.Duplicate;
        }
        catch (Exception exception) when (!exception.IsCancelledBy(cancellationToken))
        {
            logger.DeduplicationUnknown(DestinationName.Of(destination), incoming.MessageType, incoming.LogIdInLog, exception.GetType().Name);
            return DestinationResponses.Failed;
        }
    }

    // It was handled: any other response would make Redox deliver it a second time.
    private async Task MarkAsync(string logId)
    {
        try
        {
            await store.MarkHandledAsync(destination, logId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.DeduplicationFailed(DestinationName.Of(destination), exception.GetType().Name);
        }
    }
}
