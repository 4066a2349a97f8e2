using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>Records results and claims messages in one transaction. It is committed once the messages are here: what is cut off on its way was never claimed.</summary>
internal sealed class Claiming(InboxDatabase database, TimeProvider time)
{
    // Somebody else may be faster so often; then only the results are recorded, and the next claim takes its chance.
    private const int MaxAttempts = 3;

    private readonly ConcurrentDictionary<string, ClaimPlace> _places = new(StringComparer.Ordinal);

    // Of messages that handlers complete in transactions of their own, which may still be open.
    private readonly ConcurrentDictionary<RedoxInboxLease, bool> _completing = new();

    public async Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var isLast = attempt > MaxAttempts;
                return await database.RunAsync(connection => ClaimAsync(connection, claim, isLast ? 0 : claim.Count, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (PostgreSqlInboxException exception) when (exception.SqlState == SqlStates.UniqueViolation && attempt <= MaxAttempts)
            {
                // Another process has claimed an earlier message of the key, which became visible only now. Nothing was recorded.
            }
        }
    }

    public void BeginCompleting(RedoxInboxLease lease) => _completing[lease] = true;

    public void EndCompleting(RedoxInboxLease lease) => _completing.TryRemove(lease, out _);

    /// <summary>Changes the order of messages, while nobody claims any.</summary>
    public Task<int> ChangeAsync(string destination, NpgsqlBatchCommand change, CancellationToken cancellationToken) => database.RunAsync(
        async connection =>
        {
            var batch = connection.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                Begin(batch);
                Add(batch, database.Statements.LockAlone).With(LockOf(destination));
                batch.BatchCommands.Add(change);
                Add(batch, "commit");
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    var count = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.GetInt64(0) : 0;
                    await EndAsync(reader, cancellationToken).ConfigureAwait(false);
                    return (int)count;
                }
            }
        },
        cancellationToken);

    private async Task<RedoxInboxClaimed> ClaimAsync(NpgsqlConnection connection, RedoxInboxClaim claim, int count, CancellationToken cancellationToken)
    {
        var place = _places.GetOrAdd(claim.Destination, static (_, time) => new(time), time);
        if (place.IsRenewalDue())
        {
            await RenewAsync(connection, claim.Destination, cancellationToken).ConfigureAwait(false);
        }

        var (low, replays) = place.Begin();
        var (entries, lost, unrecorded, isBarrierNext) = (new List<RedoxInboxEntry>(), new List<RedoxInboxLease>(), new List<RedoxInboxLease>(), false);
        var transaction = await BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var batch = connection.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                Add(batch, EndWhenIdle(claim.Lease));
                var hasResults = AddResults(batch, claim.Results);
                if (count > 0)
                {
                    Add(batch, database.Statements.LockShared).With(LockOf(claim.Destination));
                    Add(batch, database.Statements.Claim).With(claim.Destination).With(count).With(claim.MaxLarge).With(claim.Lease).With(claim.DueBy).With(claim.LatestDue)
                        .With(place.Key).With(low).With(replays);
                }

                var reader = await batch.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (hasResults && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        var lease = new RedoxInboxLease(reader.GetInt64(0), reader.GetInt64(1));
                        (reader.GetBoolean(2) ? lost : unrecorded).Add(lease);
                    }

                    if (count > 0)
                    {
                        // Past the lock.
                        if (hasResults)
                        {
                            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                        }

                        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                        isBarrierNext = await ReadClaimAsync(reader, place, low, entries, cancellationToken).ConfigureAwait(false);
                    }

                    await EndAsync(reader, cancellationToken).ConfigureAwait(false);
                }
            }

            await ReadUnseenBodiesAsync(connection, claim.Destination, entries, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        place.Add(entries.Count);
        foreach (var result in claim.Results.Where(result => !unrecorded.Contains(result.Lease)))
        {
            EndCompleting(result.Lease);
        }

        if (isBarrierNext && entries.Count == 0)
        {
            await ClaimBarrierAsync(connection, claim, entries, cancellationToken).ConfigureAwait(false);
        }

        return new() { Entries = entries, Lost = lost, Unrecorded = unrecorded };
    }

    private static async Task<bool> ReadClaimAsync(NpgsqlDataReader reader, ClaimPlace place, long low, List<RedoxInboxEntry> entries, CancellationToken cancellationToken)
    {
        var isBarrierNext = false;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var replays = reader.GetInt64(0);
            long? first = await reader.IsDBNullAsync(1, cancellationToken).ConfigureAwait(false) ? null : reader.GetInt64(1);
            var key = reader.GetString(2);
            isBarrierNext = reader.GetBoolean(3);
            if (entries.Count == 0)
            {
                place.End(low, replays, first, key);
            }

            if (!await reader.IsDBNullAsync(4, cancellationToken).ConfigureAwait(false))
            {
                entries.Add(await ReadEntryAsync(reader, 4, cancellationToken).ConfigureAwait(false));
            }
        }

        return isBarrierNext;
    }

    private static async Task<RedoxInboxEntry> ReadEntryAsync(NpgsqlDataReader reader, int column, CancellationToken cancellationToken) => new()
    {
        Lease = new(reader.GetInt64(column), reader.GetInt64(column + 1)),
        LogId = await reader.IsDBNullAsync(column + 2, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(column + 2),
        ReceivedAt = reader.GetFieldValue<DateTimeOffset>(column + 3).ToUniversalTime(),
        Attempts = reader.GetInt32(column + 4),
        Deaths = reader.GetInt32(column + 5),
        Body = await reader.IsDBNullAsync(column + 6, cancellationToken).ConfigureAwait(false)
            ? ReadOnlyMemory<byte>.Empty
            : await reader.GetFieldValueAsync<byte[]>(column + 6, cancellationToken).ConfigureAwait(false),
    };

    // The function that claims sees messages that were stored after the statement around it had begun. That one reads the bodies, and does not see theirs.
    private async Task ReadUnseenBodiesAsync(NpgsqlConnection connection, string destination, List<RedoxInboxEntry> entries, CancellationToken cancellationToken)
    {
        for (var index = 0; index < entries.Count; index++)
        {
            if (entries[index] is { Body.IsEmpty: true } entry)
            {
                entries[index] = new()
                {
                    Lease = entry.Lease,
                    LogId = entry.LogId,
                    ReceivedAt = entry.ReceivedAt,
                    Attempts = entry.Attempts,
                    Deaths = entry.Deaths,
                    Body = await ReadBodyAsync(connection, destination, entry.Id, cancellationToken).ConfigureAwait(false),
                };
            }
        }
    }

    private async Task<byte[]> ReadBodyAsync(NpgsqlConnection connection, string destination, long id, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = database.Statements.ReadBody;
            command.Parameters.With(destination).With(id);
            return (byte[])(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }

    // A barrier excludes everything: who claims one waits until all other claims are visible, and they for it.
    private async Task ClaimBarrierAsync(NpgsqlConnection connection, RedoxInboxClaim claim, List<RedoxInboxEntry> entries, CancellationToken cancellationToken)
    {
        var transaction = await BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var batch = connection.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                Add(batch, EndWhenIdle(claim.Lease));
                Add(batch, database.Statements.LockAlone).With(LockOf(claim.Destination));
                Add(batch, database.Statements.ClaimBarrier).With(claim.Destination).With(claim.MaxLarge).With(claim.Lease).With(claim.DueBy).With(claim.LatestDue);
                var reader = await batch.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        entries.Add(await ReadEntryAsync(reader, 0, cancellationToken).ConfigureAwait(false));
                    }

                    await EndAsync(reader, cancellationToken).ConfigureAwait(false);
                }
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RenewAsync(NpgsqlConnection connection, string destination, CancellationToken cancellationToken)
    {
        var batch = connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            Begin(batch);
            Add(batch, database.Statements.LockAlone).With(LockOf(destination));
            Add(batch, database.Statements.Renew).With(destination);
            Add(batch, "commit");
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool AddResults(NpgsqlBatch batch, IReadOnlyList<RedoxInboxResult> results)
    {
        if (results.Count == 0)
        {
            return false;
        }

        var different = results.DistinctBy(result => result.Lease).ToLookup(result => _completing.ContainsKey(result.Lease));
        AddResults(batch, database.Statements.Record, [.. different[false]]);
        AddResults(batch, database.Statements.RecordUnlocked, [.. different[true]]);
        Add(batch, database.Statements.Unrecorded).With(results.Select(result => result.Lease.Id)).With(results.Select(result => result.Lease.Fence));
        return true;
    }

    private static void AddResults(NpgsqlBatch batch, string statement, RedoxInboxResult[] results)
    {
        if (results.Length > 0)
        {
            Add(batch, statement)
                .With(results.Select(result => result.Lease.Id)).With(results.Select(result => result.Lease.Fence)).With(results.Select(result => (int)result.Kind))
                .With(results.Select(result => result.At))
                .With(results.Select(result => StoredText.Of(result.Failure?.Type))).With(results.Select(result => StoredText.Of(result.Failure?.Text)));
        }
    }

    // Whatever the database's own default is: each statement has to see what was committed before it began.
    private static ValueTask<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);

    // A process that is paused before it commits must not keep the others waiting for longer than its lease.
    private static string EndWhenIdle(TimeSpan lease) =>
        string.Create(CultureInfo.InvariantCulture, $"set local idle_in_transaction_session_timeout = {Math.Clamp((long)lease.TotalMilliseconds, 1, int.MaxValue)}");

    private static void Begin(NpgsqlBatch batch) => Add(batch, "begin isolation level read committed");

    private static NpgsqlParameterCollection Add(NpgsqlBatch batch, string statement)
    {
        var command = new NpgsqlBatchCommand(statement);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    // What is not read to its end may hide an error.
    private static async Task EndAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>The number of the advisory lock that belongs to a destination; it ends with the transaction.</summary>
    private long LockOf(string destination) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.Unicode.GetBytes($"redox inbox\n{database.Schema}\n{destination}")));
}
