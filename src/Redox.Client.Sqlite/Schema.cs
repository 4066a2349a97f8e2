namespace Redox.Client.Sqlite;

/// <summary>The tables of the file, version 3. Files of versions 1 and 2 are migrated (<see cref="Migration"/>); anything else is refused.</summary>
internal static class Schema
{
    public const int Version = 3;

    /// <summary>
    /// Bodies have a table of their own, so that claims, retries and heartbeats move few bytes. Waiting, leased, parked and handled messages have an index each, so that none
    /// grows with another; redox_inbox_lease also holds that no two messages of a key are claimed at a time.
    /// </summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        """
        CREATE TABLE redox_inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            destination TEXT NOT NULL,
            log_id TEXT,
            key TEXT,
            barrier INTEGER NOT NULL DEFAULT 0,
            received_at INTEGER NOT NULL,
            size INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            deaths INTEGER NOT NULL DEFAULT 0,
            retry_at INTEGER NOT NULL DEFAULT 0,
            failure_type TEXT,
            failure_text TEXT,
            parked_at INTEGER,
            handled_at INTEGER,
            fence INTEGER NOT NULL DEFAULT 0,
            lease_until INTEGER)
        """,
        "CREATE TABLE redox_inbox_body (id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
        "CREATE UNIQUE INDEX redox_inbox_log ON redox_inbox (destination, log_id) WHERE log_id IS NOT NULL",
        "CREATE INDEX redox_inbox_waiting ON redox_inbox (destination, id) WHERE handled_at IS NULL AND parked_at IS NULL",
        "CREATE INDEX redox_inbox_key ON redox_inbox (destination, key, id) WHERE key IS NOT NULL AND handled_at IS NULL AND parked_at IS NULL",
        """
        CREATE INDEX redox_inbox_unordered ON redox_inbox (destination, retry_at, id, size)
        WHERE key IS NULL AND lease_until IS NULL AND handled_at IS NULL AND parked_at IS NULL
        """,
        "CREATE INDEX redox_inbox_barrier ON redox_inbox (destination, id) WHERE barrier = 1 AND handled_at IS NULL AND parked_at IS NULL",
        "CREATE UNIQUE INDEX redox_inbox_lease ON redox_inbox (destination, key) WHERE lease_until IS NOT NULL",
        "CREATE INDEX redox_inbox_parked ON redox_inbox (destination, id, parked_at) WHERE parked_at IS NOT NULL AND handled_at IS NULL",
        "CREATE INDEX redox_inbox_handled ON redox_inbox (destination, handled_at) WHERE handled_at IS NOT NULL",
    ];

    /// <summary>The latest time of each destination; see <see cref="Redox.Client.Receiving.IRedoxInbox.KeepTimeAsync"/>.</summary>
    public const string Clock = "CREATE TABLE redox_inbox_clock (destination TEXT PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID";

    public const string SetVersion = "PRAGMA user_version = 3";

    private static readonly string[] Columns =
    [
        "id", "destination", "log_id", "key", "barrier", "received_at", "size", "attempts", "deaths", "retry_at", "failure_type", "failure_text", "parked_at", "handled_at", "fence", "lease_until",
    ];

    /// <summary>Sets up the connection for writing, and creates or migrates the tables where necessary.</summary>
    /// <exception cref="RedoxConfigurationException">The file has another version or schema, or is not on a disk.</exception>
    public static void Prepare(InboxConnection connection, string path)
    {
        // Only have an effect while the file is empty. Free space is then returned bit by bit. Of the usual messages three fit into a page of 8 KB, but only one into a page of 4 KB.
        connection.Execute("PRAGMA page_size = 8192");
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");

        // A commit returns when the log is on the disk (fullfsync: on macOS, too), and deleted data is overwritten, since bodies are health records.
        using (var mode = connection.Use("PRAGMA journal_mode = WAL"))
        {
            if (!mode.Step() || mode.Text(0) is not "wal")
            {
                throw InboxPath.Fault($"{path} does not support write-ahead logging (PRAGMA journal_mode = WAL is refused): it must be a file on a local disk.");
            }
        }

        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA fullfsync = ON");
        connection.Execute("PRAGMA secure_delete = ON");
        connection.Execute("PRAGMA journal_size_limit = 16777216");
        connection.Execute("PRAGMA cache_size = -16384"); // 16 MB: log IDs come in no order, so that each is in another page of their index.
        if (IsCurrent(connection, path))
        {
            return;
        }

        connection.InTransaction("BEGIN IMMEDIATE", () =>
        {
            var isCurrent = IsCurrent(connection, path); // Another process may have done it meanwhile.
            if (!isCurrent)
            {
                Migration.Run(connection, path);
            }

            return isCurrent;
        });
    }

    public static List<string> ColumnsOf(InboxConnection connection)
    {
        var names = new List<string>();
        using var rows = connection.Use("SELECT name FROM pragma_table_info('redox_inbox')");
        while (rows.Step())
        {
            names.Add(rows.Text(0)!);
        }

        return names;
    }

    private static bool IsCurrent(InboxConnection connection, string path)
    {
        var version = connection.Number("PRAGMA user_version")!.Value;
        var expected = version switch
        {
            0 => null,
            2 => Migration.Version2Columns,
            Version => Columns,
            _ => throw InboxPath.Fault(
                $"{path} has version {version} (PRAGMA user_version), but this program supports version {Version}. Use the version of Redox.Client.Sqlite that created it, or give the inbox a file of its own."),
        };
        return expected is null || ColumnsOf(connection).SequenceEqual(expected) ? version == Version
            : throw InboxPath.Fault($"{path} has no table redox_inbox of version {version}, although its user_version says so. Give the inbox a file of its own, or move this one away.");
    }
}
