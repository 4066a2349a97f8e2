using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// What must hold once the application is put together, or it does not start. Not earlier: what has an address is only known when the web server has started. So messages may
/// have been claimed; they are given back, or else an application that is restarted again and again would seem to die of them.
/// </summary>
internal sealed class StartChecks(IServiceProvider services) : IHostedLifecycleService
{
    private readonly ConcurrentQueue<Action> _checks = [];

    public void Add(Action check) => _checks.Enqueue(check);

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var check in _checks)
            {
                check();
            }
        }
        catch (Exception)
        {
            await Task.WhenAll(services.GetServices<IHostedService>().OfType<InboxWorker>().Select(worker => worker.StopAsync(new CancellationToken(canceled: true)))).ConfigureAwait(false);
            throw;
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
