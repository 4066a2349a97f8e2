using System.Data.Common;
using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;
using SQLitePCL;

namespace Redox.Client.Sqlite;

/// <summary>A transaction of the application's on the file of the inbox.</summary>
internal sealed class ForeignTransaction
{
    private const string Place = nameof(IRedoxTransactionalInbox.CompleteAsync);

    private readonly SqliteConnection _connection;
    private readonly string _path;

    /// <exception cref="ArgumentException">It is that of another database, or has ended.</exception>
    public ForeignTransaction(DbTransaction transaction, InboxFile file)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (transaction is not SqliteTransaction sqlite)
        {
            throw new ArgumentException($"{Place}: the transaction is a {transaction.GetType().Name}, but the inbox is in the SQLite file {file.Path}. Begin a transaction of Microsoft.Data.Sqlite on that file.", nameof(transaction));
        }

        _connection = sqlite.Connection ?? throw new ArgumentException($"{Place}: the transaction has ended. Complete the message before it is committed.", nameof(transaction));
        _path = file.Path;
        var used = raw.sqlite3_db_filename(_connection.Handle, "main").utf8_to_string();
        if (!file.Is(used))
        {
            throw new ArgumentException(
                $"{Place}: the transaction is on {(used is { Length: > 0 } ? used : "a database in memory")}, but the inbox is in {file.Path}. Begin it on a connection to that file, which may have the application's tables, too.",
                nameof(transaction));
        }
    }

    /// <summary>Completes a message in it.</summary>
    /// <exception cref="SqliteInboxException">The file cannot be written.</exception>
    public bool Complete(RedoxInboxLease lease, DateTimeOffset handledAt)
    {
        // Statements of its own: the connection, which the application may close at any time, does not wait for them to be freed.
        var connection = new InboxConnection(_connection);
        try
        {
            return Overwriting(connection, () => InboxClaims.Complete(connection, lease, handledAt));
        }
        catch (SqliteException exception)
        {
            throw SqliteInboxException.Of(exception, _path);
        }
        finally
        {
            connection.Free();
        }
    }

    // The application's connection may leave what it deletes in the file, but a body is a health record.
    private static bool Overwriting(InboxConnection connection, Func<bool> work)
    {
        var before = connection.Number("PRAGMA secure_delete");
        connection.Number("PRAGMA secure_delete = ON");
        try
        {
            return work();
        }
        finally
        {
            _ = before switch
            {
                0 => connection.Number("PRAGMA secure_delete = OFF"),
                2 => connection.Number("PRAGMA secure_delete = FAST"),
                _ => before,
            };
        }
    }
}
