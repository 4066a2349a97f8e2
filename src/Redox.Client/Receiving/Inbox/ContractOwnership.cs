namespace Redox.Client.Receiving.Inbox;

/// <summary>An inbox that has no more than the contract: it belongs to this process, as the contract says, and nothing is known of earlier ones.</summary>
internal sealed class ContractOwnership(string destination, IRedoxInbox store) : IInboxOwnership
{
    public DateTimeOffset? KeptTime => null;

    public IReadOnlyList<InboxDeath> Deaths => [];

    public string? Loss => null;

    // What is being handled waits still, as far as the store knows, and is among the oldest. Nothing is read ahead, since bodies come whole, whatever their size.
    public async Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(DateTimeOffset dueBy, int count, int ahead, IReadOnlySet<long> except, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return [];
        }

        var entries = await store.ReadAsync(destination, dueBy, count + except.Count, cancellationToken).ConfigureAwait(false);
        return except.Count == 0 ? entries : [.. entries.Where(entry => !except.Contains(entry.Id)).Take(count)];
    }

    public void Begin(int lane, long id)
    {
    }

    public void End(int lane)
    {
    }

    public Task KeepTimeAsync(DateTimeOffset now) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
