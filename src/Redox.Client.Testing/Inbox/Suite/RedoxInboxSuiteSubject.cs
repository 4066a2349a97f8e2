using System.Data.Common;
using System.Diagnostics;
using Redox.Client.Receiving;

namespace Redox.Client.Testing;

/// <summary>An inbox that <see cref="RedoxInboxSuite"/> tries out, on a database of its own.</summary>
public sealed class RedoxInboxSuiteSubject
{
    /// <summary>
    /// Opens an inbox on the database, as one more process would: several are open at a time. The suite disposes it when it is an <see cref="IAsyncDisposable"/> or an
    /// <see cref="IDisposable"/>. An inbox in memory returns the same one each time, and is not disposable.
    /// </summary>
    public required Func<CancellationToken, Task<IRedoxInbox>> OpenAsync { get; init; }

    /// <summary>
    /// Ends the lease of a message as time would, so that no case has to wait: sets its end to an earlier time, by the clock of the store. The second argument is the destination. Does
    /// nothing when the message is not claimed.
    /// </summary>
    public required Func<RedoxInboxLease, string, CancellationToken, Task> ExpireLeaseAsync { get; init; }

    /// <summary>
    /// Begins a transaction on a new connection to the database; the suite disposes both. <see langword="null"/>, the default, when the inbox is no
    /// <see cref="IRedoxTransactionalInbox"/>.
    /// </summary>
    public Func<CancellationToken, Task<DbTransaction>>? BeginTransactionAsync { get; init; }

    /// <summary>
    /// Starts a program of yours with these arguments, which opens an inbox on the database and calls <see cref="RedoxInboxSuite.RunProcessAsync"/>; its input and output
    /// must be redirected. The suite kills and pauses it: it must be the process itself, not a script around it, which the suite notices. <see langword="null"/>, the default, for none.
    /// </summary>
    public Func<IReadOnlyList<string>, Process>? StartProcess { get; init; }
}
