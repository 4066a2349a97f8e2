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
                await window.ExtendAsync(ended).ConfigureAwait(false);
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
