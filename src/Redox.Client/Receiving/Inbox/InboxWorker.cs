using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Handles what is in the inbox of one destination. Reads no more than it handles at once, so memory does not grow with the backlog. When the application stops,
/// handlers that run may finish within the host's shutdown timeout; whatever is not finished stays in the inbox.
/// </summary>
internal sealed class InboxWorker(RedoxDestination destination, DestinationInbox inbox, TimeProvider time, ILogger logger) : BackgroundService
{
    // For what no signal tells: retries that become due, and messages that somebody released.
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _abandon = new();
    private DateTimeOffset _forgetAt;

    private RedoxInboxOptions Options => inbox.Options;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false); // Ends with the last handler, or at the host's deadline.
        await _abandon.CancelAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _abandon.Cancel();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await TakeAsync(stoppingToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.InboxFailed(destination.Name, exception.GetType().Name);
                await Task.Delay(Options.WaitAfter(++failures), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TakeAsync(CancellationToken stopping)
    {
        var stored = inbox.NextStored(); // Before reading, so that nothing slips in between.
        var now = time.GetUtcNow();
        await ForgetAsync(now, stopping).ConfigureAwait(false);

        // In order, the oldest has its turn and is waited for; else whatever is due.
        var dueBy = Options.Parallelism == 1 ? DateTimeOffset.MaxValue : now;
        var entries = await inbox.Store.ReadAsync(destination.Name, dueBy, Options.Parallelism, stopping).ConfigureAwait(false);
        if (entries.Count == 0)
        {
            await stored.WaitAsync(PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Options.Parallelism, CancellationToken = stopping };
        await Parallel.ForEachAsync(entries, parallel, async (entry, _) => await HandleAsync(entry, stopping).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task HandleAsync(RedoxInboxEntry entry, CancellationToken stopping)
    {
        await DelayUntilAsync(entry.RetryAt, stopping).ConfigureAwait(false);
        var (incoming, reply) = await destination.HandleStoredAsync(entry, _abandon.Token).ConfigureAwait(false);
        if (reply.StatusCode < 400)
        {
            var handledAt = time.GetUtcNow();
            await MarkAsync(() => inbox.Store.CompleteAsync(entry.Id, handledAt, CancellationToken.None), stopping).ConfigureAwait(false);
            InboxMeter.Handled(incoming, handledAt - entry.ReceivedAt);
            return;
        }

        if (reply == Replies.TooManyValues)
        {
            await MarkAsync(() => inbox.Store.ParkAsync(entry.Id, CancellationToken.None), stopping).ConfigureAwait(false);
            logger.UnreadMessageParked(incoming.MessageType, incoming.LogIdToShow, destination.Name, incoming.Problem!);
            return;
        }

        var attempts = entry.Attempts + 1;
        if (attempts >= Options.MaxAttempts)
        {
            await MarkAsync(() => inbox.Store.ParkAsync(entry.Id, CancellationToken.None), stopping).ConfigureAwait(false);
            logger.MessageParked(incoming.MessageType, incoming.LogIdToShow, destination.Name, attempts);
        }
        else
        {
            var wait = Options.WaitAfter(attempts);
            var retryAt = time.GetUtcNow() + wait;
            await MarkAsync(() => inbox.Store.RetryAsync(entry.Id, retryAt, CancellationToken.None), stopping).ConfigureAwait(false);
            logger.MessageToRetry(incoming.MessageType, incoming.LogIdToShow, destination.Name, attempts, wait);
        }
    }

    // What a clock that was set back would make of it is no wait that anybody wants.
    private Task DelayUntilAsync(DateTimeOffset retryAt, CancellationToken stopping)
    {
        var wait = retryAt - time.GetUtcNow();
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait < Options.LongestRetry ? wait : Options.LongestRetry, time, stopping);
    }

    // A message that was handled and not marked would be handled again: the mark is tried until the store takes it.
    private async Task MarkAsync(Func<Task> mark, CancellationToken stopping)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await mark().ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                logger.InboxFailed(destination.Name, exception.GetType().Name);
                await Task.Delay(Options.WaitAfter(failures), time, stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task ForgetAsync(DateTimeOffset now, CancellationToken stopping)
    {
        if (now >= _forgetAt)
        {
            await inbox.Store.ForgetAsync(destination.Name, now - Options.Retention, stopping).ConfigureAwait(false);
            _forgetAt = now + (Options.Retention < ForgetInterval ? Options.Retention : ForgetInterval);
        }
    }
}
