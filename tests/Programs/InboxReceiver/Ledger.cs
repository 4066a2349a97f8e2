using Microsoft.Data.Sqlite;

namespace InboxReceiver;

/// <summary>
/// What the application itself keeps, in transactions of its own: every call of the handler, and every message once, in the order of their first handling.
/// </summary>
public sealed class Ledger : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;

    public Ledger(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS calls (position INTEGER PRIMARY KEY AUTOINCREMENT, log_id TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS handled (position INTEGER PRIMARY KEY, log_id TEXT NOT NULL UNIQUE, visit TEXT NOT NULL);
            """);
    }

    /// <summary>Returns how many messages were handled.</summary>
    public long Enter(string logId, string visit)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            using var command = _connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO calls (log_id) VALUES ($log);
                INSERT INTO handled (log_id, visit) VALUES ($log, $visit) ON CONFLICT DO NOTHING;
                SELECT max(position) FROM handled;
                """;
            command.Parameters.AddWithValue("$log", logId);
            command.Parameters.AddWithValue("$visit", visit);
            var handled = (long)command.ExecuteScalar()!;
            transaction.Commit();
            return handled;
        }
    }

    public long Calls => (long)Execute("SELECT count(*) FROM calls")!;

    /// <summary>The visits of the messages that were handled, in the order of their first handling.</summary>
    public IReadOnlyList<string> Visits()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT visit FROM handled ORDER BY position";
        using var reader = command.ExecuteReader();
        var visits = new List<string>();
        while (reader.Read())
        {
            visits.Add(reader.GetString(0));
        }

        return visits;
    }

    public void Dispose() => _connection.Dispose();

    private object? Execute(string statement)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
