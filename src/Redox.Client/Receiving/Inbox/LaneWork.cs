using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>The processing of one message in its lane: one attempt to handle it, and marking the result.</summary>
internal sealed class LaneWork(
    StoredMessages messages, IInboxOwnership ownership, TimeProvider time, ILogger logger, CancellationToken abandoned)
{
    private DestinationInbox Inbox => messages.Inbox;

    private RedoxInboxOptions Options => Inbox.Options;

    /// <summary>Never throws. A message that was not marked stays in the Inbox.</summary>
    public async Task HandleAsync(Lane lane, InboxClock clock, CancellationToken stopping)
    {
        try
        {
            await DelayAsync(lane, lane.Entry.RetryAt - clock.Now, clock, stopping).ConfigureAwait(false);
            var reply = await AttemptAsync(lane, clock).ConfigureAwait(false);
            await MarkAsync(lane, reply, clock, stopping).ConfigureAwait(false);
        }
        catch (Exception) when (stopping.IsCancellationRequested || abandoned.IsCancellationRequested)
        {
            // Not an attempt: the application is stopping.
        }
        catch (Exception exception)
        {
            logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
            await DelayAsync(lane, Options.RetryDelay, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RedoxDestinationResponse> AttemptAsync(Lane lane, InboxClock clock)
    {
        using var share = messages.NewShare();
        try
        {
            lane.Incoming = await messages.ReadAsync(lane.Entry, share, () => Begin(lane, clock), abandoned).ConfigureAwait(false);
            if (Options.HandlerTimeout is not { } limit)
            {
                return await messages.HandleAsync(lane.Incoming, abandoned, abandoned).ConfigureAwait(false);
            }

            using var late = new CancellationTokenSource(limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(abandoned, late.Token);
            // Set first: the callback registered last runs first, and the handler may end at once.
            using var told = late.Token.UnsafeRegister(_ => logger.HandlerTimedOut(lane.Incoming.MessageType, lane.Incoming.LogIdInLog, Inbox.Shown, limit), null);
            return await messages.HandleAsync(lane.Incoming, either.Token, abandoned).ConfigureAwait(false);
        }
        finally
        {
            if (lane.HandledSince is not null)
            {
                ownership.End(lane.Number);
                lane.HandledSince = null;
            }
        }
    }

    // Not while it waits for memory: it would be blamed if the process died meanwhile.
    private void Begin(Lane lane, InboxClock clock)
    {
        var waited = lane.WaitsForRoom;
        lane.HandledSince = clock.Now;
        ownership.Begin(lane.Number, lane.Entry.Id);
        if (waited)
        {
            Inbox.Signal.Give(); // Now there is room for another one that is not small.
        }
    }

    private async Task MarkAsync(Lane lane, RedoxDestinationResponse reply, InboxClock clock, CancellationToken stopping)
    {
        var (entry, incoming) = (lane.Entry, lane.Incoming!);
        if (reply.StatusCode < 400)
        {
            await MarkAsync(lane, () => Inbox.Store.CompleteAsync(entry.Id, clock.Now, CancellationToken.None), clock, stopping).ConfigureAwait(false);
            InboxMeter.Handled(incoming, time.GetUtcNow() - entry.ReceivedAt);
            return;
        }

        if (reply == DestinationResponses.TooManyValues)
        {
            await MarkAsync(lane, () => Inbox.Store.ParkAsync(entry.Id, CancellationToken.None), clock, stopping).ConfigureAwait(false);
            logger.UnreadMessageParked(incoming.MessageType, incoming.LogIdInLog, Inbox.Shown, incoming.Problem!);
            return;
        }

        var attempts = entry.Attempts + 1;
        if (attempts >= Options.MaxAttempts)
        {
            await MarkAsync(lane, () => Inbox.Store.ParkAsync(entry.Id, CancellationToken.None), clock, stopping).ConfigureAwait(false);
            logger.MessageParked(incoming.MessageType, incoming.LogIdInLog, Inbox.Shown, attempts);
        }
        else
        {
            var wait = Options.WaitAfter(attempts);
            var retryAt = clock.Now + wait;
            await MarkAsync(lane, () => Inbox.Store.RetryAsync(entry.Id, retryAt, CancellationToken.None), clock, stopping).ConfigureAwait(false);
            logger.MessageToRetry(incoming.MessageType, incoming.LogIdInLog, Inbox.Shown, attempts, wait);
        }
    }

    // A message that was handled but not marked would be handled again: marking is retried until the store accepts it.
    private async Task MarkAsync(Lane lane, Func<Task> mark, InboxClock clock, CancellationToken stopping)
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
                logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
                await DelayAsync(lane, Options.WaitAfter(failures), clock, stopping).ConfigureAwait(false);
            }
        }
    }

    // Cap the wait at MaxRetryDelay: a clock that was set back may have made it arbitrarily long.
    private async Task DelayAsync(Lane lane, TimeSpan wait, InboxClock clock, CancellationToken stopping)
    {
        if (wait > TimeSpan.Zero)
        {
            wait = wait < Options.MaxRetryDelay ? wait : Options.MaxRetryDelay;
            var delay = Task.Delay(wait, time, stopping);
            lane.WaitsUntil = clock.Now + wait;
            Inbox.Signal.Give(); // Callers that wait for an idle inbox may continue now, and time may pass at once.
            await delay.ConfigureAwait(false);
            lane.WaitsUntil = default;
        }
    }
}
