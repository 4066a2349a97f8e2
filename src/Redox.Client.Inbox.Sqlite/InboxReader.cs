using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;

namespace Redox.Client.Inbox.Sqlite;

/// <summary>Reads beside the writer, on one connection.</summary>
internal sealed class InboxReader(InboxFile file) : IDisposable
{
    private readonly Lock _lock = new();
    private InboxConnection? _connection;
    private bool _isRetriesTurn;

    /// <summary>Reads what is due: in order when all is, else new messages and retries take turns to be first.</summary>
    public List<RedoxInboxEntry> Read(string destination, DateTimeOffset dueBy, int count, IReadOnlyCollection<long> except) => Do(connection =>
    {
        var entries = new List<RedoxInboxEntry>(count);
        if (dueBy == DateTimeOffset.MaxValue)
        {
            Fill(entries, connection, Statements.SelectOldest, destination, dueBy, count, except);
            return entries;
        }

        _isRetriesTurn = !_isRetriesTurn;
        Fill(entries, connection, _isRetriesTurn ? Statements.SelectRetries : Statements.SelectNew, destination, dueBy, count, except);
        Fill(entries, connection, _isRetriesTurn ? Statements.SelectNew : Statements.SelectRetries, destination, dueBy, count, except);
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

    private static void Fill(
        List<RedoxInboxEntry> entries, InboxConnection connection, string statement, string destination, DateTimeOffset dueBy, int count, IReadOnlyCollection<long> except)
    {
        if (entries.Count == count)
        {
            return;
        }

        var command = connection.Command(statement).Add("$destination", destination).Add("$count", count + except.Count);
        if (statement == Statements.SelectRetries)
        {
            command.Add("$due", dueBy.UtcTicks);
        }

        using var reader = command.ExecuteReader();
        while (entries.Count < count && reader.Read())
        {
            var id = reader.GetInt64(0);
            if (!except.Contains(id))
            {
                entries.Add(Entry(reader, id));
            }
        }
    }

    private static RedoxInboxEntry Entry(SqliteDataReader reader, long id) => new()
    {
        Id = id,
        ReceivedAt = new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero),
        Attempts = reader.GetInt32(2),
        RetryAt = new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
        Deaths = reader.GetInt32(4),
        Body = reader.GetFieldValue<byte[]>(5),
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
