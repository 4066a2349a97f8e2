namespace Redox.Client.Receiving.Inbox;

/// <summary>An inbox with nothing beyond the contract: it belongs to this process, as the contract says, and earlier processes are unknown.</summary>
internal sealed class ContractOwnership(string destination, IRedoxInbox store) : IInboxOwnership
{
    public DateTimeOffset? KeptTime => null;

    public IReadOnlyList<InboxDeath> Deaths => [];

    public string? Loss => null;

    // For the store, messages being handled are still waiting, and are among the oldest. Nothing is read ahead, since bodies are read whole, whatever their size.
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
