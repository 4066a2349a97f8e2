using Microsoft.Extensions.Hosting;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>Creates or checks the tables before anything else of the application starts.</summary>
internal sealed class SchemaStart(Func<IRedoxInbox> inbox) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ((PostgreSqlInbox)inbox()).PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgreSqlInboxException)
        {
            // The server cannot be reached now. Redox keeps its messages, and the worker logs why it does not get any, until it can.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
