using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;

namespace Redox.Client.Inbox.Sqlite;

/// <summary>An inbox in a table of a SQLite file. All writing goes through one <see cref="GroupWriter"/>; reading happens beside it.</summary>
internal sealed class SqliteInbox : IRedoxInbox, IAsyncDisposable, IDisposable
{
    private readonly string _connectionString;
    private readonly GroupWriter _writer;

    public SqliteInbox(string connectionString)
    {
        _connectionString = connectionString;
        _writer = new GroupWriter(Schema.Open(connectionString));
    }

    // The body is written in the writer's own time: no cancellation, lest the caller uses the bytes again before.
    public async Task<bool> StoreAsync(string destination, string? logId, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, CancellationToken cancellationToken = default) =>
        await _writer.ExecuteAsync(Schema.Insert, command => command
            .Add("$destination", destination).Add("$log", logId).Add("$received", receivedAt.UtcTicks).Add("$body", body.ToArray())).ConfigureAwait(false) > 0;

    public Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(string destination, DateTimeOffset dueBy, int count, CancellationToken cancellationToken = default)
    {
        using var connection = new SqliteConnection(_connectionString); // Out of the pool.
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Schema.SelectWaiting;
        command.Add("$destination", destination).Add("$due", dueBy.UtcTicks).Add("$count", count);
        var entries = new List<RedoxInboxEntry>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            entries.Add(new RedoxInboxEntry
            {
                Id = reader.GetInt64(0),
                ReceivedAt = new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero),
                Attempts = reader.GetInt32(2),
                RetryAt = new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
                Body = reader.GetFieldValue<byte[]>(4),
            });
        }

        return Task.FromResult<IReadOnlyList<RedoxInboxEntry>>(entries);
    }

    public Task CompleteAsync(long id, DateTimeOffset handledAt, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Schema.Complete, command => command.Add("$id", id).Add("$handled", handledAt.UtcTicks));

    public Task RetryAsync(long id, DateTimeOffset retryAt, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Schema.Retry, command => command.Add("$id", id).Add("$retry", retryAt.UtcTicks));

    public Task ParkAsync(long id, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Schema.Park, command => command.Add("$id", id));

    public Task<int> ReleaseAsync(string destination, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Schema.Release, command => command.Add("$destination", destination));

    public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, CancellationToken cancellationToken = default) =>
        _writer.ExecuteAsync(Schema.Forget, command => command.Add("$destination", destination).Add("$before", handledBefore.UtcTicks));

    public ValueTask DisposeAsync()
    {
        CloseReaders();
        return _writer.DisposeAsync();
    }

    public void Dispose()
    {
        CloseReaders();
        _writer.Dispose();
    }

    private void CloseReaders()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
