using System.Data.Common;

namespace Redox.Client.Receiving;

/// <summary>An inbox in the application's own database, whose messages can be completed in a transaction of the handler's.</summary>
public interface IRedoxTransactionalInbox : IRedoxInbox
{
    /// <summary>Completes a message as part of a transaction: both are committed, or neither is.</summary>
    /// <param name="lease">The lease of the message.</param>
    /// <param name="handledAt">The time to keep as that of handling.</param>
    /// <param name="transaction">An open transaction of a connection to the database of this inbox. It is neither committed nor rolled back here.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the lease was valid: one that has run out is, unless the message was claimed again. Until the transaction ends, nobody else can claim the message, and other calls do not wait for it, unless all writers of the database wait for each other.</returns>
    /// <exception cref="ArgumentException">The transaction is that of another database than the inbox, or of another kind of database, or has ended.</exception>
    Task<bool> CompleteAsync(RedoxInboxLease lease, DateTimeOffset handledAt, DbTransaction transaction, CancellationToken cancellationToken = default);

    /// <summary>Whether a message was completed under a lease, as far as is committed. One that was discarded was not.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>Whether it was.</returns>
    Task<bool> IsCompletedAsync(RedoxInboxLease lease, CancellationToken cancellationToken = default);
}
