using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>Reads concurrently with the writer, on a separate connection.</summary>
internal sealed class InboxReader(InboxFile file) : IDisposable
{
    private const int MaxAheadBytes = 65_536;

    private readonly Lock _lock = new();
    private InboxConnection? _connection;
    private bool _isRetriesTurn;

    /// <summary>
    /// Reads due messages: in order when all are due, otherwise new messages and retries take turns to be first. Beyond <paramref name="count"/> up to <paramref name="ahead"/>
    /// more that are small.
    /// </summary>
    public List<RedoxInboxEntry> Read(string destination, DateTimeOffset dueBy, int count, int ahead, IReadOnlySet<long> except) => Do(connection =>
    {
        var entries = new List<RedoxInboxEntry>(count + ahead);
        if (dueBy == DateTimeOffset.MaxValue)
        {
            Fill(entries, connection.Command(Statements.SelectOldest), destination, count, ahead, except);
            return entries;
        }

        _isRetriesTurn = !_isRetriesTurn;
        for (var turn = 0; turn < 2; turn++)
        {
            var command = _isRetriesTurn == (turn == 0)
                ? connection.Command(Statements.SelectRetries).Add("$due", dueBy.UtcTicks)
                : connection.Command(Statements.SelectNew);
            Fill(entries, command, destination, count, ahead, except);
        }

        entries.Sort((one, other) => one.Id.CompareTo(other.Id));
        return entries;
    });

    public object? Value(string statement, string destination) => Do(connection => connection.Command(statement).Add("$destination", destination).Value());

    public void Dispose()
    {
        lock (_lock)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private static void Fill(List<RedoxInboxEntry> entries, SqliteCommand command, string destination, int count, int ahead, IReadOnlySet<long> except)
    {
        using var reader = command.Add("$destination", destination).Add("$count", count + ahead + except.Count).ExecuteReader();
        while (entries.Count < count + ahead && reader.Read())
        {
            var id = reader.GetInt64(0);
            if (except.Contains(id))
            {
                continue;
            }

            // Its length is known without reading it.
            if (entries.Count >= count && reader.GetInt64(5) > MaxAheadBytes)
            {
                continue;
            }

            entries.Add(Entry(reader, id));
        }
    }

    private static RedoxInboxEntry Entry(SqliteDataReader reader, long id) => new()
    {
        Id = id,
        ReceivedAt = new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero),
        Attempts = reader.GetInt32(2),
        RetryAt = new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
        Deaths = reader.GetInt32(4),
        Body = reader.GetFieldValue<byte[]>(6),
    };

    private T Do<T>(Func<InboxConnection, T> read)
    {
        lock (_lock)
        {
            try
            {
                return read(_connection ??= file.OpenReader());
            }
            catch (SqliteException exception)
            {
                _connection?.Dispose();
                _connection = null;
                throw SqliteInboxException.Of(exception, file.Path);
            }
        }
    }
}
