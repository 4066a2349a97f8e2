using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Extends the leases of a window, so that nobody else claims what this process is handling.</summary>
internal sealed class Heartbeat(DestinationInbox inbox, InboxWindow window, TimeProvider time, ILogger logger)
{
    // After a failure sooner, for there is not much time.
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken ended)
    {
        for (var wait = inbox.Options.Heartbeat; ;)
        {
            await Task.Delay(wait, time, ended).ConfigureAwait(false);
            try
            {
                if (window.Leases is { Count: > 0 } leases)
                {
                    await window.LoseAsync(await inbox.Store.ExtendAsync(inbox.Destination, leases, inbox.Options.Lease, ended).ConfigureAwait(false)).ConfigureAwait(false);
                }

                wait = inbox.Options.Heartbeat;
            }
            catch (Exception exception) when (!ended.IsCancellationRequested)
            {
                logger.InboxFailed(inbox.Shown, StoreFailure.Describe(exception));
                wait = BeforeRetry < inbox.Options.Heartbeat ? BeforeRetry : inbox.Options.Heartbeat;
            }
        }
    }
}
