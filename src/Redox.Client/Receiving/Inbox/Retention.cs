using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Forgets old log IDs and discards old parked messages, every hour, while others are stored and handled; and keeps the time of the inbox.</summary>
internal sealed class Retention(DestinationInbox inbox, InboxTime time, ILogger logger)
{
    private const int AtOnce = 1000;

    /// <summary>The time that is kept may be this old.</summary>
    public static readonly TimeSpan MaxInterval = TimeSpan.FromHours(1);

    private TimeSpan Interval => inbox.Options.Retention < MaxInterval ? inbox.Options.Retention : MaxInterval;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                var next = Task.Delay(Interval, time.Provider, stopping);
                await TryForgetAsync(stopping).ConfigureAwait(false);
                if (!isFirst) // The clock of a machine that starts may be wrong for a while.
                {
                    await TryDiscardAsync(stopping).ConfigureAwait(false); // By itself: one that fails must not keep log IDs from being forgotten.
                }

                await next.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await TryKeepTimeAsync().ConfigureAwait(false); // Time that is not kept counts as downtime.
        }
    }

    // The time of another process may be behind until it catches up, by as much as nobody has kept it when that one started.
    private async Task TryForgetAsync(CancellationToken stopping)
    {
        try
        {
            time.CatchUp(await inbox.Store.KeepTimeAsync(inbox.Destination, time.HandledAt, stopping).ConfigureAwait(false));
            while (await inbox.Store.ForgetAsync(inbox.Destination, time.HandledAt - inbox.Options.Retention - Interval, AtOnce, stopping).ConfigureAwait(false) == AtOnce)
            {
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.InboxFailed(inbox.Shown, StoreFailure.Describe(exception));
        }
    }

    private async Task TryDiscardAsync(CancellationToken stopping)
    {
        if (inbox.Options.MaxParkedAge is not { } age)
        {
            return;
        }

        var old = RedoxParkedMessages.Before(time.Now - age);
        try
        {
            await ParkedBatches.ChangeAsync(
                inbox,
                old,
                ids => inbox.Store.DiscardAsync(inbox.Destination, ids, old.ParkedBefore, time.HandledAt, stopping),
                count =>
                {
                    InboxMeter.Discarded(inbox.Destination, count);
                    logger.ParkedMessagesDiscarded(inbox.Shown, count, age);
                },
                stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.InboxFailed(inbox.Shown, StoreFailure.Describe(exception));
        }
    }

    private async Task TryKeepTimeAsync()
    {
        try
        {
            await inbox.Store.KeepTimeAsync(inbox.Destination, time.HandledAt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.InboxFailed(inbox.Shown, StoreFailure.Describe(exception));
        }
    }
}
