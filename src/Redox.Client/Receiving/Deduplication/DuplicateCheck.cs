using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Deduplication;

/// <summary>
/// Lets a message be handled once. Deliveries of one message at the same time wait for the first; when it succeeds they are duplicates, when it fails the next
/// one tries. Between machines there is no such wait: there the store knows only of what was handled before.
/// </summary>
internal sealed class DuplicateCheck(string destination, IRedoxDeduplicationStore store, TimeProvider time, ILogger logger)
{
    // Longer than a handler needs that does well, and short of the patience of senders: a handler that never returns must not collect all later deliveries.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Task> _running = new();

    public async Task<RedoxReply> RunOnceAsync(IncomingMessage incoming, string logId, Func<Task<RedoxReply>> handle, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!await TakeTurnAsync(logId, turn.Task, cancellationToken).ConfigureAwait(false))
        {
            logger.DuplicateGaveUp(incoming.MessageType, incoming.LogIdToShow, MaxWait);
            return Replies.Failed;
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

    // What to answer without handling the message; null when it is to be handled.
    private async Task<RedoxReply?> IsHandledAsync(IncomingMessage incoming, string logId, CancellationToken cancellationToken)
    {
        try
        {
            if (!await store.IsHandledAsync(destination, logId, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            logger.DuplicateSkipped(incoming.MessageType, incoming.LogIdToShow);
            return Replies.Duplicate;
        }
        catch (Exception exception) when (!exception.IsCancelledBy(cancellationToken))
        {
            logger.DeduplicationUnknown(DestinationName.Of(destination), incoming.MessageType, incoming.LogIdToShow, exception.GetType().Name);
            return Replies.Failed;
        }
    }

    // It was handled: telling Redox otherwise would make sure that it is handled twice.
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
