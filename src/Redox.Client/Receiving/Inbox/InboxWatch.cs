using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Warns of handlers that take long, and counts the messages for the gauges while somebody listens to them.</summary>
internal sealed class InboxWatch(DestinationInbox inbox, InboxWindow window, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var next = Task.Delay(Interval, time, stopping);
                Warn();
                await TryCountAsync(stopping).ConfigureAwait(false);
                await next.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            InboxGauges.Forget(inbox);
        }
    }

    private void Warn()
    {
        foreach (var message in window.Running)
        {
            if (message.WarningDue(time) is { } minutes)
            {
                logger.HandlerIsSlow(message.Incoming?.MessageType ?? "A message", ClientTelemetry.LogIdInLog(message.Entry.LogId), inbox.Shown, minutes);
            }
        }
    }

    private async Task TryCountAsync(CancellationToken stopping)
    {
        if (!InboxGauges.AreRead)
        {
            return;
        }

        try
        {
            InboxGauges.Show(inbox, await inbox.Store.CountAsync(inbox.Destination, stopping).ConfigureAwait(false), time);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.InboxFailed(inbox.Shown, StoreFailure.Describe(exception));
            InboxGauges.Forget(inbox); // Nothing rather than numbers of earlier.
        }
    }
}
