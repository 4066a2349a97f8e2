using System.Data.Common;

namespace Redox.Client.Receiving;

/// <summary>Completes a message in a transaction of its handler, and finds out what became of that.</summary>
internal sealed class HandlerTransaction(IRedoxInbox store, RedoxInboxLease lease, Func<DateTimeOffset> handledAt)
{
    private int _isUsed;

    public bool IsUsed => Volatile.Read(ref _isUsed) == 1;

    public async Task CompleteAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (store is not IRedoxTransactionalInbox inbox)
        {
            throw new InvalidOperationException(
                "CompleteWithAsync: this inbox is not in a database of the application's. Use UseSqliteInbox or UsePostgreSqlInbox, or return without calling CompleteWithAsync.");
        }

        Volatile.Write(ref _isUsed, 1);
        if (!await inbox.CompleteAsync(lease, handledAt(), transaction, cancellationToken).ConfigureAwait(false))
        {
            throw new RedoxLeaseLostException();
        }
    }

    public Task<bool> IsCommittedAsync(CancellationToken cancellationToken) => ((IRedoxTransactionalInbox)store).IsCompletedAsync(lease, cancellationToken);
}
