using Microsoft.Extensions.Hosting;
using Redox.Client.Receiving.Inbox;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>For tests of applications whose destinations have an inbox.</summary>
public static class RedoxInboxServiceProviderExtensions
{
    /// <summary>
    /// Waits until the inboxes of all destinations are idle: every message stored before the call is handled, parked, or waiting for a retry that is not due, and no handler
    /// is running. Then nothing happens until time passes or another message comes. With a clock that stands still, advance it and call this again to see the retries.
    /// </summary>
    /// <remarks>When order is kept, a message that waits for its retry holds up those behind it: they wait, too. An inbox that another process handles counts as idle.</remarks>
    /// <param name="services">The services of the application, whose host has started.</param>
    /// <param name="cancellationToken">Stops waiting, for example for a handler that does not return.</param>
    /// <returns>A task that completes when all inboxes are idle.</returns>
    /// <exception cref="InvalidOperationException">No destination has an inbox, or the host has not started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task WhenRedoxInboxIdleAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        var workers = services.GetServices<IHostedService>().OfType<InboxWorker>().ToList();
        return workers.Count > 0
            ? Task.WhenAll(workers.Select(worker => worker.WhenIdleAsync())).WaitAsync(cancellationToken)
            : throw new InvalidOperationException("No destination has an inbox. Call UseSqliteInbox, UsePostgreSqlInbox, UseInMemoryInbox or UseInbox when you add it.");
    }
}
