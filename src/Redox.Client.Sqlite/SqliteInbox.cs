using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;

namespace Redox.Client.Sqlite;

/// <summary>An inbox in tables of a SQLite file. All writes of the process go through one <see cref="GroupWriter"/>; reads run concurrently.</summary>
internal sealed class SqliteInbox : IRedoxTransactionalInbox, IAsyncDisposable, IDisposable
{
    private readonly InboxFile _file;
    private readonly GroupWriter _writer;
    private readonly InboxReader _bodies;
    private readonly InboxReader _lists; // Counting a long backlog holds up no claim.
    private readonly InboxClaims _claims = new();

    /// <exception cref="RedoxConfigurationException">The file cannot be used, and waiting would not help.</exception>
    public SqliteInbox(SqliteConnectionStringBuilder parts, TimeProvider time, ILogger logger)
    {
        _file = new InboxFile(parts);
        (_bodies, _lists) = (new InboxReader(_file), new InboxReader(_file));
        _writer = new GroupWriter(_file, Open(logger), time);
        if (_file.RightsOfOthers is var rights and not UnixFileMode.None)
        {
            logger.InboxIsReadable(rights);
        }
    }

    // The body is written later: no cancellation from there on, so that the caller does not reuse its bytes before.
    public Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken = default) => WriteAsync(
        connection => connection.Use(Statements.Store)
            .Add("$destination", message.Destination).Add("$log", message.LogId).Add("$key", message.Key).Add("$barrier", message.IsBarrier ? 1 : 0)
            .Add("$received", message.ReceivedAt.UtcTicks).Add("$size", message.Body.Length).Run() > 0
            && connection.Use(Statements.StoreBody).Add("$body", message.Body.Span).Run() > 0,
        cancellationToken);

    public async Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken = default)
    {
        var claimed = await WriteAsync(connection => _claims.Run(connection, claim), cancellationToken).ConfigureAwait(false);
        if (!claimed.Entries.Any(IsWithoutBody))
        {
            return claimed;
        }

        try
        {
            return new RedoxInboxClaimed { Entries = _bodies.Read(connection => WithBodies(connection, claimed.Entries)), Lost = claimed.Lost };
        }
        catch (Exception exception) when (exception is SqliteInboxException or ObjectDisposedException)
        {
            // Otherwise nobody could claim them before their leases run out, and that would count as a death.
            await ReleaseAsync(claim.Destination, claimed.Entries).ConfigureAwait(false);
            throw;
        }
    }

    public async Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(
        string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration, CancellationToken cancellationToken = default) =>
        await WriteAsync(connection => InboxClaims.Extend(connection, destination, leases, duration), cancellationToken).ConfigureAwait(false);

    public Task<RedoxInboxCounts> CountAsync(string destination, CancellationToken cancellationToken = default) =>
        ReadAsync(_lists, connection => InboxList.Count(connection, destination), cancellationToken);

    public Task<IReadOnlyList<RedoxInboxItem>> ListAsync(
        string destination, RedoxInboxItemState state, long after, int count, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<RedoxInboxItem>>(_lists, connection => InboxList.List(connection, destination, state, after, count), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string destination, long id, CancellationToken cancellationToken = default) =>
        ReadAsync<ReadOnlyMemory<byte>?>(
            _lists,
            connection =>
            {
                using var row = connection.Use(Statements.Body).Add("$destination", destination).Add("$id", id);
                return row.Step() ? (ReadOnlyMemory<byte>?)row.Bytes(0) : null; // No array would become no bytes.
            },
            cancellationToken);

    public Task<int> ReplayAsync(string destination, IReadOnlyList<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return WriteAsync(connection => ParkedMessages.Replay(connection, destination, ids), cancellationToken);
    }

    public Task<int> DiscardAsync(
        string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return WriteAsync(connection => ParkedMessages.Discard(connection, destination, ids, parkedBefore, handledAt), cancellationToken);
    }

    public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, int count, CancellationToken cancellationToken = default) => WriteAsync(
        connection => connection.Use(Statements.Forget).Add("$destination", destination).Add("$before", handledBefore.UtcTicks).Add("$count", count).Run(),
        cancellationToken);

    public Task<DateTimeOffset> KeepTimeAsync(string destination, DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        return time == DateTimeOffset.MinValue ? ReadAsync(_lists, Kept, cancellationToken) : WriteAsync(
            connection =>
            {
                connection.Use(Statements.KeepTime).Add("$destination", destination).Add("$time", time.UtcTicks).Run();
                return Kept(connection);
            },
            cancellationToken);

        DateTimeOffset Kept(InboxConnection connection) =>
            new(connection.Use(Statements.Time).Add("$destination", destination).Number() ?? 0, TimeSpan.Zero);
    }

    public Task<bool> CompleteAsync(RedoxInboxLease lease, DateTimeOffset handledAt, DbTransaction transaction, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new ForeignTransaction(transaction, _file).Complete(lease, handledAt));
    }

    public Task<bool> IsCompletedAsync(RedoxInboxLease lease, CancellationToken cancellationToken = default) =>
        ReadAsync(_bodies, connection => connection.Use(Statements.IsCompleted).AddLease(lease).Number() is not null, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _bodies.Dispose();
        _lists.Dispose();
        return _writer.DisposeAsync();
    }

    public void Dispose()
    {
        _bodies.Dispose();
        _lists.Dispose();
        _writer.Dispose();
    }

    private Task<T> WriteAsync<T>(Func<InboxConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _writer.RunAsync(work);
    }

    private static Task<T> ReadAsync<T>(InboxReader reader, Func<InboxConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(reader.Read(read));
    }

    // A large body has not been read yet.
    private static bool IsWithoutBody(RedoxInboxEntry entry) => entry.Body.IsEmpty;

    private static List<RedoxInboxEntry> WithBodies(InboxConnection connection, IReadOnlyList<RedoxInboxEntry> entries) => connection.InTransaction("BEGIN", () =>
    {
        var read = new List<RedoxInboxEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (!IsWithoutBody(entry))
            {
                read.Add(entry);
                continue;
            }

            using var row = connection.Use(Statements.ClaimedBody).AddLease(entry.Lease);
            if (row.Step())
            {
                read.Add(new RedoxInboxEntry { Lease = entry.Lease, LogId = entry.LogId, ReceivedAt = entry.ReceivedAt, Attempts = entry.Attempts, Deaths = entry.Deaths, Body = row.Bytes(0) });
            }
        }

        return read;
    });

    private async Task ReleaseAsync(string destination, IReadOnlyList<RedoxInboxEntry> entries)
    {
        var release = new RedoxInboxClaim
        {
            Destination = destination,
            Count = 0,
            Lease = TimeSpan.Zero,
            DueBy = DateTimeOffset.MinValue,
            Results = [.. entries.Select(entry => RedoxInboxResult.Released(entry.Lease))],
        };
        try
        {
            await _writer.RunAsync(connection => _claims.Run(connection, release)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SqliteInboxException or ObjectDisposedException)
        {
            // The caller reports the first failure.
        }
    }

    // A transient problem does not prevent the application from starting: the writer opens the file as soon as possible.
    private InboxConnection? Open(ILogger logger)
    {
        try
        {
            return _file.OpenWriter();
        }
        catch (SqliteException exception)
        {
            var failure = SqliteInboxException.Of(exception, _file.Path);
            if (!failure.IsTransient)
            {
                throw InboxPath.Fault(failure.Message);
            }

            logger.InboxNotOpened(StoreFailure.Describe(failure));
            return null;
        }
    }
}
