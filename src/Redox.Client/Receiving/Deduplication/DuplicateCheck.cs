using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Deduplication;

/// <summary>
/// Lets a message be handled once. Deliveries of one message at the same time wait for the first; when it succeeds they are duplicates, when it fails the next
/// one tries. Between machines there is no such wait: there the store knows only of what was handled before.
/// </summary>
internal sealed class DuplicateCheck(string destination, IRedoxDeduplicationStore store, ILogger logger)
{
    private readonly ConcurrentDictionary<string, Task> _running = new();

    public async Task<RedoxReply> RunOnceAsync(string logId, Func<Task<RedoxReply>> handle, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var first = _running.GetOrAdd(logId, turn.Task); first != turn.Task; first = _running.GetOrAdd(logId, turn.Task))
        {
            await first.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            if (await store.IsHandledAsync(destination, logId, cancellationToken).ConfigureAwait(false))
            {
                return Replies.Duplicate;
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

    // It was handled: telling Redox otherwise would make sure that it is handled twice.
    private async Task MarkAsync(string logId)
    {
        try
        {
            await store.MarkHandledAsync(destination, logId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.DeduplicationFailed(destination, exception.GetType().Name);
        }
    }
}
