namespace Redox.Client.Receiving.Inbox;

/// <summary>Extends the leases of a process, and knows whether they may have run out meanwhile.</summary>
internal sealed class LeaseExtension(DestinationInbox inbox, InboxTime time)
{
    private long _at = time.Provider.GetTimestamp();
    private long _clock = time.Now.UtcTicks;

    /// <summary>The process was paused; or its machine was, whose timer does not count that, or its clock was set forward.</summary>
    public bool IsOverdue =>
        time.Provider.GetElapsedTime(Volatile.Read(ref _at)) >= inbox.Options.Lease || time.Now.UtcTicks - Volatile.Read(ref _clock) >= inbox.Options.Lease.Ticks;

    /// <returns>Those that are lost.</returns>
    public async Task<IReadOnlyList<RedoxInboxLease>> RunAsync(IReadOnlyList<RedoxInboxLease> leases, CancellationToken cancellationToken)
    {
        var (at, clock) = (time.Provider.GetTimestamp(), time.Now.UtcTicks);
        var lost = leases.Count == 0 ? []
            : await LimitedAsync(token => inbox.Store.ExtendAsync(inbox.Destination, leases, inbox.Options.Lease, token), cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _at, at);
        Volatile.Write(ref _clock, clock);
        return lost;
    }

    /// <summary>
    /// Asks the store, for a quarter of a lease at most: on a connection that has gone dead silently it would wait until leases are over, and another connection works. Leases run by the
    /// store's clock, so this does not run by the application's either.
    /// </summary>
    public async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(inbox.Options.Lease / 4);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
