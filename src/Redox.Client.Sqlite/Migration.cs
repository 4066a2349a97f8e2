using Redox.Client.Storage;

namespace Redox.Client.Sqlite;

/// <summary>
/// Makes the tables in an empty file, or from those of an earlier version, in one transaction. Version 1 has no number (<c>user_version</c> 0). A program of an earlier
/// version that still uses the file then finds no column body: it stores nothing, and Redox delivers again.
/// </summary>
internal static class Migration
{
    private static readonly string[] Version1Columns = ["id", "destination", "log_id", "received_at", "attempts", "retry_at", "parked", "handled_at", "body"];
    private static readonly string[] Version1Names = ["redox_inbox", "redox_inbox_log", "redox_inbox_waiting", "redox_inbox_handled"];

    // As version 2 has it from the start.
    private static readonly string[] ToVersion2 = ["ALTER TABLE redox_inbox ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0", Schema.Clock];

    // All messages get the key of the destination. A clock of version 1, or one that was not kept at the last moment, continues from the last handling.
    private static readonly string[] BeforeTables =
    [
        """
        INSERT INTO redox_inbox_clock (destination, time)
        SELECT destination, min(max(handled_at), 621355968000000000 + CAST(unixepoch('subsec') * 1000 AS INTEGER) * 10000) FROM redox_inbox WHERE handled_at IS NOT NULL GROUP BY destination
        ON CONFLICT (destination) DO UPDATE SET time = max(time, excluded.time)
        """,
        "DROP TABLE IF EXISTS redox_inbox_owner",
        "DROP INDEX redox_inbox_log",
        "DROP INDEX redox_inbox_waiting",
        "DROP INDEX redox_inbox_handled",
        "DROP INDEX IF EXISTS redox_inbox_due",
        "DROP INDEX IF EXISTS redox_inbox_parked",
        "ALTER TABLE redox_inbox RENAME TO redox_inbox_before",
    ];

    private static readonly string[] AfterTables =
    [
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'redox_inbox', seq FROM sqlite_sequence WHERE name = 'redox_inbox_before'",
        """
        INSERT INTO redox_inbox (id, destination, log_id, key, received_at, size, attempts, deaths, retry_at, parked_at, handled_at)
        SELECT id, destination, log_id, CASE WHEN handled_at IS NULL THEN '' END, received_at, ifnull(length(body), 0), attempts, deaths, retry_at,
            CASE WHEN parked = 1 THEN 621355968000000000 + CAST(unixepoch('subsec') * 1000 AS INTEGER) * 10000 END, handled_at
        FROM redox_inbox_before ORDER BY id
        """,
        "INSERT INTO redox_inbox_body (id, body) SELECT id, ifnull(body, x'') FROM redox_inbox_before WHERE handled_at IS NULL ORDER BY id",
        "DROP TABLE redox_inbox_before",
    ];

    public static IReadOnlyList<string> Version2Columns { get; } = [.. Version1Columns, "deaths"];

    /// <exception cref="RedoxConfigurationException">The file has tables of somebody else.</exception>
    public static void Run(InboxConnection connection, string path)
    {
        var version = connection.Number("PRAGMA user_version")!.Value;
        if (version == 0)
        {
            var columns = Schema.ColumnsOf(connection);
            if (columns.Count > 0 && !columns.SequenceEqual(Version1Columns))
            {
                throw InboxPath.Fault($"{path} has a table redox_inbox with a schema that this program does not create. Give the inbox a file of its own, or move this one away.");
            }

            // Before a statement fails because of it, with only a code.
            if (Foreign(connection, columns.Count > 0 ? Version1Names : []) is { } name)
            {
                throw InboxPath.Fault($"{path} has a {name} that this program did not create. Give the inbox a file of its own, or move this one away.");
            }

            if (columns.Count == 0)
            {
                Execute(connection, [.. Schema.Tables, Schema.Clock, Schema.SetVersion]);
                return;
            }

            ShortenLogIds(connection);
            Execute(connection, ToVersion2);
        }

        Execute(connection, [.. BeforeTables, .. Schema.Tables, .. AfterTables, Schema.SetVersion]);
    }

    private static void Execute(InboxConnection connection, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            connection.Execute(statement);
        }
    }

    /// <summary>An object with one of our names, for example "table redox_inbox_clock", that is not among the known ones.</summary>
    private static string? Foreign(InboxConnection connection, string[] known)
    {
        using var rows = connection.Use("SELECT name, type FROM sqlite_schema WHERE lower(substr(name, 1, 11)) = 'redox_inbox'");
        while (rows.Step())
        {
            if (!known.Contains(rows.Text(0), StringComparer.OrdinalIgnoreCase))
            {
                return $"{rows.Text(1)} {rows.Text(0)}";
            }
        }

        return null;
    }

    // Version 1 stored log IDs of any length as they came. Long ones are now hashed, and would not be recognised.
    private static void ShortenLogIds(InboxConnection connection)
    {
        var changes = new List<(long Id, string LogId)>();
        using (var rows = connection.Use("SELECT id, log_id FROM redox_inbox WHERE log_id IS NOT NULL"))
        {
            while (rows.Step())
            {
                var logId = rows.Text(1)!;
                if (StoredLogId.Of(logId) is { } stored && stored != logId)
                {
                    changes.Add((rows.Integer(0), stored));
                }
            }
        }

        foreach (var (id, logId) in changes)
        {
            connection.Use("UPDATE OR IGNORE redox_inbox SET log_id = $log WHERE id = $id").Add("$log", logId).Add("$id", id).Run();
        }
    }
}
