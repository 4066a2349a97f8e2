using Microsoft.Data.Sqlite;

namespace Redox.Client.Inbox.Sqlite;

/// <summary>The table and its statements.</summary>
internal static class Schema
{
    // What waits and what is handled have an index each, so that neither grows with the other.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS redox_inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            destination TEXT NOT NULL,
            log_id TEXT,
            received_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            retry_at INTEGER NOT NULL DEFAULT 0,
            parked INTEGER NOT NULL DEFAULT 0,
            handled_at INTEGER,
            body BLOB);
        CREATE UNIQUE INDEX IF NOT EXISTS redox_inbox_log ON redox_inbox (destination, log_id) WHERE log_id IS NOT NULL;
        CREATE INDEX IF NOT EXISTS redox_inbox_waiting ON redox_inbox (destination, id) WHERE handled_at IS NULL AND parked = 0;
        CREATE INDEX IF NOT EXISTS redox_inbox_handled ON redox_inbox (destination, handled_at) WHERE handled_at IS NOT NULL;
        """;

    // A commit returns when the log is on the disk (fullfsync: on macOS, too), and what is deleted is overwritten, since bodies are health records.
    private const string Safety = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON;";

    public const string Insert = """
        INSERT INTO redox_inbox (destination, log_id, received_at, body) VALUES ($destination, $log, $received, $body)
        ON CONFLICT (destination, log_id) WHERE log_id IS NOT NULL DO NOTHING
        """;

    public const string SelectWaiting = """
        SELECT id, received_at, attempts, retry_at, body FROM redox_inbox INDEXED BY redox_inbox_waiting
        WHERE destination = $destination AND handled_at IS NULL AND parked = 0 AND retry_at <= $due ORDER BY id LIMIT $count
        """;

    public const string Complete = "UPDATE redox_inbox SET handled_at = $handled, body = NULL WHERE id = $id";
    public const string Retry = "UPDATE redox_inbox SET attempts = attempts + 1, retry_at = $retry WHERE id = $id";
    public const string Park = "UPDATE redox_inbox SET attempts = attempts + 1, parked = 1 WHERE id = $id";
    public const string Release = "UPDATE redox_inbox SET attempts = 0, retry_at = 0, parked = 0 WHERE destination = $destination AND parked = 1";
    public const string Forget = "DELETE FROM redox_inbox WHERE destination = $destination AND handled_at < $before";

    /// <summary>Opens the connection that writes, and makes the table where it is missing.</summary>
    public static SqliteConnection Open(string connectionString)
    {
        // Not pooled: its settings are its own, and it is held until the end.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Safety + Tables;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteCommand Add(this SqliteCommand command, string name, object? value)
    {
        command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
