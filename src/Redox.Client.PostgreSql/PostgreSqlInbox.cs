using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>
/// An inbox in tables of PostgreSQL, shared by several processes. Nothing is kept in a session, so that it works behind a pooler of transactions; leases run by the
/// server's clock.
/// </summary>
internal sealed class PostgreSqlInbox(InboxDatabase database, TimeProvider time) : IRedoxTransactionalInbox, IAsyncDisposable, IDisposable
{
    private readonly Storing _storing = new(database, time);
    private readonly Claiming _claiming = new(database, time);

    private Statements Statements => database.Statements;

    /// <inheritdoc cref="InboxDatabase.PrepareAsync"/>
    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    public Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _storing.StoreAsync(message, cancellationToken);
    }

    public Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Count == 0 && claim.Results.Count == 0
            ? Task.FromResult(new RedoxInboxClaimed { Entries = [] })
            : _claiming.ClaimAsync(claim, cancellationToken);
    }

    public async Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(
        string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var lost = await ListAsync(
            Statements.Extend,
            parameters => parameters.With(leases.Select(lease => lease.Id)).With(leases.Select(lease => lease.Fence)).With(duration),
            static reader => new RedoxInboxLease(reader.GetInt64(0), reader.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);
        lost.ForEach(_claiming.EndCompleting);
        return lost;
    }

    public async Task<RedoxInboxCounts> CountAsync(string destination, CancellationToken cancellationToken = default) => (await ListAsync(
        Statements.Count,
        parameters => parameters.With(destination),
        static reader => new RedoxInboxCounts
        {
            Waiting = reader.GetInt64(0) - reader.GetInt64(1),
            Running = reader.GetInt64(1),
            Parked = reader.GetInt64(2),
            OldestReceivedAt = reader.Time(3),
        },
        cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<RedoxInboxItem>> ListAsync(
        string destination, RedoxInboxItemState state, long after, int count, CancellationToken cancellationToken = default) =>
        await ListAsync(
            Statements.List(state),
            parameters => parameters.With(destination).With(after).With(count),
            reader => reader.Item(state),
            cancellationToken).ConfigureAwait(false);

    public async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string destination, long id, CancellationToken cancellationToken = default) =>
        await ScalarAsync(Statements.ReadBody, parameters => parameters.With(destination).With(id), cancellationToken).ConfigureAwait(false) is byte[] body
            ? body
            : (ReadOnlyMemory<byte>?)null;

    public Task<int> ReplayAsync(string destination, IReadOnlyList<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var command = new NpgsqlBatchCommand(Statements.Replay);
        command.Parameters.With(destination).With(ids);
        return _claiming.ChangeAsync(destination, command, cancellationToken);
    }

    public async Task<int> DiscardAsync(
        string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var count = await ScalarAsync(
            Statements.Discard,
            parameters => parameters.With(destination).With(ids).With(parkedBefore).With(handledAt),
            cancellationToken).ConfigureAwait(false);
        return (int)(long)count!;
    }

    public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, int count, CancellationToken cancellationToken = default) => RunAsync(
        Statements.Forget,
        parameters => parameters.With(destination).With(handledBefore).With(count),
        command => command.ExecuteNonQueryAsync(cancellationToken),
        cancellationToken);

    public async Task<DateTimeOffset> KeepTimeAsync(string destination, DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        var isQuestion = time == DateTimeOffset.MinValue;
        var times = await ListAsync(
            isQuestion ? Statements.ReadTime : Statements.KeepTime,
            parameters =>
            {
                parameters.With(destination);
                if (!isQuestion)
                {
                    parameters.With(time);
                }
            },
            static reader => reader.Time(0),
            cancellationToken).ConfigureAwait(false);
        return times is [{ } latest] ? latest : DateTimeOffset.MinValue;
    }

    public async Task<bool> CompleteAsync(RedoxInboxLease lease, DateTimeOffset handledAt, DbTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var connection = OpenConnectionOf(transaction)
            ?? throw new ArgumentException("The transaction must be one of Npgsql's that has not ended: the inbox is in PostgreSQL.", nameof(transaction));
        _claiming.BeginCompleting(lease);
        await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var completed = await InboxDatabase.Guard(() => connection.RunAsync(
            Statements.Complete,
            parameters => parameters.With(lease.Id).With(lease.Fence).With(handledAt).With(database.Number, NpgsqlDbType.Uuid),
            command => command.ExecuteScalarAsync(cancellationToken))).ConfigureAwait(false);
        return completed is long count ? count == 1 : throw new ArgumentException("The transaction is that of another database than the inbox.", nameof(transaction));
    }

    public async Task<bool> IsCompletedAsync(RedoxInboxLease lease, CancellationToken cancellationToken = default)
    {
        var isCompleted = await ScalarAsync(Statements.IsCompleted, parameters => parameters.With(lease.Id).With(lease.Fence), cancellationToken).ConfigureAwait(false) is true;
        if (isCompleted)
        {
            _claiming.EndCompleting(lease);
        }

        return isCompleted;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    public void Dispose() => database.Dispose();

    private static NpgsqlConnection? OpenConnectionOf(DbTransaction transaction)
    {
        try
        {
            // The driver still names the connection of a transaction that has ended, but no longer its level.
            return transaction is NpgsqlTransaction { IsolationLevel: not System.Data.IsolationLevel.Chaos, Connection: var connection } ? connection : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private Task<object?> ScalarAsync(string statement, Action<NpgsqlParameterCollection> add, CancellationToken cancellationToken) =>
        RunAsync(statement, add, command => command.ExecuteScalarAsync(cancellationToken), cancellationToken);

    private Task<List<T>> ListAsync<T>(string statement, Action<NpgsqlParameterCollection> add, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        database.RunAsync(connection => connection.ListAsync(statement, add, read, cancellationToken), cancellationToken);

    private Task<T> RunAsync<T>(string statement, Action<NpgsqlParameterCollection> add, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken) =>
        database.RunAsync(connection => connection.RunAsync(statement, add, run), cancellationToken);
}
