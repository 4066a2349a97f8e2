using Microsoft.Data.Sqlite;
using Redox.Client.Receiving.Inbox;

namespace Redox.Client.Sqlite;

/// <summary>
/// The schema of the file. Version 1 contains no number (<c>user_version</c> 0) and is upgraded to version 2; the program that created it can still use it
/// afterwards. Anything else is refused.
/// </summary>
internal static class Schema
{
    private const int Version = 2;

    private static readonly string[] Version1Columns = ["id", "destination", "log_id", "received_at", "attempts", "retry_at", "parked", "handled_at", "body"];
    private static readonly string[] Version1Names = ["redox_inbox", "redox_inbox_log", "redox_inbox_waiting", "redox_inbox_handled"];
    private static readonly string[] Columns = [.. Version1Columns, "deaths"];

    // Waiting, parked and handled messages have an index each, so that none grows with another. Waiting messages are found in two ways: in order, and by when
    // they are due, so that many that are not due do not get in the way.
    private static readonly string[] Version1 =
    [
        """
        CREATE TABLE redox_inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            destination TEXT NOT NULL,
            log_id TEXT,
            received_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            retry_at INTEGER NOT NULL DEFAULT 0,
            parked INTEGER NOT NULL DEFAULT 0,
            handled_at INTEGER,
            body BLOB)
        """,
        "CREATE UNIQUE INDEX redox_inbox_log ON redox_inbox (destination, log_id) WHERE log_id IS NOT NULL",
        "CREATE INDEX redox_inbox_waiting ON redox_inbox (destination, id) WHERE handled_at IS NULL AND parked = 0",
        "CREATE INDEX redox_inbox_handled ON redox_inbox (destination, handled_at) WHERE handled_at IS NOT NULL",
    ];

    private static readonly string[] Version2 =
    [
        "ALTER TABLE redox_inbox ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX redox_inbox_due ON redox_inbox (destination, retry_at, id) WHERE handled_at IS NULL AND parked = 0",
        "CREATE INDEX redox_inbox_parked ON redox_inbox (destination) WHERE parked = 1",
        "CREATE TABLE redox_inbox_clock (destination TEXT PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID",
        "PRAGMA user_version = 2",
    ];

    /// <summary>Sets up the connection for writing, and creates or upgrades the tables where necessary.</summary>
    /// <exception cref="RedoxConfigurationException">The file has another version or schema, or is not on a disk.</exception>
    public static void Prepare(InboxConnection connection, string path)
    {
        // Only has an effect while the file is empty. Free space is then returned bit by bit.
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");

        // A commit returns when the log is on the disk (fullfsync: on macOS, too), and deleted data is overwritten, since bodies are health records.
        if (connection.Value("PRAGMA journal_mode = WAL") is not "wal")
        {
            throw InboxPath.Fault($"{path} does not support write-ahead logging (PRAGMA journal_mode = WAL is refused): it must be a file on a local disk.");
        }

        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA fullfsync = ON");
        connection.Value("PRAGMA secure_delete = ON");
        connection.Value("PRAGMA journal_size_limit = 16777216");
        if (!IsCurrent(connection, path))
        {
            connection.Execute("BEGIN IMMEDIATE");
            try
            {
                Upgrade(connection, path); // Sees what another process has done meanwhile.
                connection.Execute("COMMIT");
            }
            catch
            {
                connection.TryRollBack();
                throw;
            }
        }
    }

    /// <summary>The failure itself may already have rolled back the transaction.</summary>
    public static void TryRollBack(this InboxConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // It has.
        }
    }

    private static void Upgrade(InboxConnection connection, string path)
    {
        if (IsCurrent(connection, path))
        {
            return;
        }

        var columns = ColumnsOf(connection);
        if (columns.Count > 0 && !columns.SequenceEqual(Version1Columns))
        {
            throw InboxPath.Fault($"{path} has a table redox_inbox with a schema that this program does not create. Give the inbox a file of its own, or move this one away.");
        }

        // Before a statement fails because of it, with only a code.
        if (Foreign(connection, columns.Count > 0 ? Version1Names : []) is { } name)
        {
            throw InboxPath.Fault($"{path} has a {name} that this program did not create. Give the inbox a file of its own, or move this one away.");
        }

        ShortenLogIds(connection, columns);
        foreach (var statement in columns.Count > 0 ? Version2 : [.. Version1, .. Version2])
        {
            connection.Execute(statement);
        }
    }

    /// <summary>An object with one of our names, for example "table redox_inbox_clock", that is not among the known ones.</summary>
    private static string? Foreign(InboxConnection connection, string[] known)
    {
        using var reader = connection.Command("SELECT name, type FROM sqlite_schema WHERE lower(substr(name, 1, 11)) = 'redox_inbox'").ExecuteReader();
        while (reader.Read())
        {
            if (!known.Contains(reader.GetString(0), StringComparer.OrdinalIgnoreCase))
            {
                return $"{reader.GetString(1)} {reader.GetString(0)}";
            }
        }

        return null;
    }

    // Version 1 stored log IDs of any length as they came. Long ones are now hashed, and would not be recognised.
    private static void ShortenLogIds(InboxConnection connection, List<string> columns)
    {
        if (columns.Count == 0)
        {
            return;
        }

        var changes = new List<(long Id, string LogId)>();
        using (var reader = connection.Command("SELECT id, log_id FROM redox_inbox WHERE log_id IS NOT NULL").ExecuteReader())
        {
            while (reader.Read())
            {
                var logId = reader.GetString(1);
                if (StoredLogId.Of(logId) is { } stored && stored != logId)
                {
                    changes.Add((reader.GetInt64(0), stored));
                }
            }
        }

        foreach (var (id, logId) in changes)
        {
            connection.Command("UPDATE OR IGNORE redox_inbox SET log_id = $log WHERE id = $id").Add("$log", logId).Add("$id", id).ExecuteNonQuery();
        }
    }

    private static bool IsCurrent(InboxConnection connection, string path)
    {
        var version = (long)connection.Value("PRAGMA user_version")!;
        return version switch
        {
            0 => false,
            Version when ColumnsOf(connection).SequenceEqual(Columns) => true,
            Version => throw InboxPath.Fault($"{path} has no table redox_inbox of version {Version}, although its user_version says so. Give the inbox a file of its own, or move this one away."),
            _ => throw InboxPath.Fault(
                $"{path} has version {version} (PRAGMA user_version), but this program supports version {Version}. Use the version of Redox.Client.Sqlite that created it, or give the inbox a file of its own."),
        };
    }

    private static List<string> ColumnsOf(InboxConnection connection)
    {
        var names = new List<string>();
        using var reader = connection.Command("SELECT name FROM pragma_table_info('redox_inbox')").ExecuteReader();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
