using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Npgsql;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>Records results and claims messages in one transaction. It is committed once the messages are here: what is cut off on its way was never claimed.</summary>
internal sealed class Claiming(InboxDatabase database, TimeProvider time)
{
    // Somebody else may be faster so often; then only the results are recorded, and the next claim takes its chance.
    private const int MaxAttempts = 3;

    private static readonly TimeSpan ChangeTime = TimeSpan.FromSeconds(5);

    private readonly DestinationLock _lock = new(database.Schema);
    private readonly ConcurrentDictionary<string, ClaimPlace> _places = new(StringComparer.Ordinal);

    // Of messages that handlers complete in transactions of their own, which may still be open.
    private readonly ConcurrentDictionary<RedoxInboxLease, bool> _completing = new();

    public async Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken)
    {
        var place = _places.GetOrAdd(claim.Destination, static (_, time) => new(time), time);
        if (place.IsRenewalDue())
        {
            await RenewAsync(claim.Destination, cancellationToken).ConfigureAwait(false);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var count = attempt > MaxAttempts ? 0 : claim.Count;
                return await database.RunAsync(connection => ClaimAsync(connection, claim, place, count, cancellationToken), cancellationToken).ConfigureAwait(false);
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
    /// <exception cref="PostgreSqlInboxException">A claim of another process does not end, for example.</exception>
    public Task<int> ChangeAsync(string destination, NpgsqlBatchCommand change, CancellationToken cancellationToken) => database.RunAsync(
        connection => RunAloneAsync(
            connection,
            destination,
            ChangeTime,
            batch => batch.BatchCommands.Add(change),
            async reader => await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? (int)reader.GetInt64(0) : 0,
            cancellationToken),
        cancellationToken);

    private async Task<RedoxInboxClaimed> ClaimAsync(NpgsqlConnection connection, RedoxInboxClaim claim, ClaimPlace place, int count, CancellationToken cancellationToken)
    {
        var (entries, lost, unrecorded, found) = (new List<RedoxInboxEntry>(), new List<RedoxInboxLease>(), new List<RedoxInboxLease>(), default(ClaimEnd));
        var (begun, start) = (time.GetTimestamp(), count > 0 ? place.Begin() : default);
        var transaction = await connection.BeginReadCommittedAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var batch = connection.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                EndWithLease(batch, claim.Lease);
                var hasResults = AddResults(batch, claim.Results);
                if (count > 0)
                {
                    _lock.AddShared(batch, claim.Destination);
                    batch.Add(database.Statements.Claim).With(claim.Destination).With(count).With(claim.MaxLarge).With(claim.Lease).With(claim.DueBy).With(claim.LatestDue)
                        .With(place.Key).With(start.Low).With(start.Resets).With(start.LooksBack);
                }

                var reader = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
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
                        found = await ReadClaimAsync(reader, entries, cancellationToken).ConfigureAwait(false);
                    }

                    await reader.EndAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            await entries.ReadUnseenBodiesAsync(connection, database.Statements.ReadBody, claim.Destination, cancellationToken).ConfigureAwait(false);
            await ExtendAsync(connection, entries, claim.Lease, begun, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (count > 0)
        {
            place.End(start, found, entries.Count);
        }

        foreach (var result in claim.Results.Where(result => !unrecorded.Contains(result.Lease)))
        {
            EndCompleting(result.Lease);
        }

        if (found.IsBarrierNext && entries.Count == 0)
        {
            await ClaimBarrierAsync(connection, claim, entries, cancellationToken).ConfigureAwait(false);
        }

        return new() { Entries = entries, Lost = lost, Unrecorded = unrecorded };
    }

    private static async Task<ClaimEnd> ReadClaimAsync(NpgsqlDataReader reader, List<RedoxInboxEntry> entries, CancellationToken cancellationToken)
    {
        var end = default(ClaimEnd);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            end = new(
                reader.GetInt64(0), await reader.IsDBNullAsync(1, cancellationToken).ConfigureAwait(false) ? null : reader.GetInt64(1), reader.GetString(2), reader.GetBoolean(3));
            if (!await reader.IsDBNullAsync(4, cancellationToken).ConfigureAwait(false))
            {
                entries.Add(await reader.ReadEntryAsync(4, cancellationToken).ConfigureAwait(false));
            }
        }

        return end;
    }

    // The lease began when the message was chosen. A large one may have taken long to arrive.
    private async Task ExtendAsync(NpgsqlConnection connection, List<RedoxInboxEntry> entries, TimeSpan lease, long begun, CancellationToken cancellationToken)
    {
        if (entries.Count > 0 && time.GetElapsedTime(begun) > lease / 4)
        {
            var batch = connection.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                batch.Add(database.Statements.Extend).With(entries.Select(entry => entry.Id)).With(entries.Select(entry => entry.Lease.Fence)).With(lease);
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A barrier excludes everything: who claims one waits until all other claims are visible, and they for it.
    private async Task ClaimBarrierAsync(NpgsqlConnection connection, RedoxInboxClaim claim, List<RedoxInboxEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            var begun = time.GetTimestamp();
            await RunAloneAsync(
                connection,
                claim.Destination,
                claim.Lease,
                batch => batch.Add(database.Statements.ClaimBarrier).With(claim.Destination).With(claim.MaxLarge).With(claim.Lease).With(claim.DueBy).With(claim.LatestDue),
                async reader =>
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        entries.Add(await reader.ReadEntryAsync(0, cancellationToken).ConfigureAwait(false));
                    }

                    return entries.Count;
                },
                cancellationToken).ConfigureAwait(false);
            await ExtendAsync(connection, entries, claim.Lease, begun, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == SqlStates.LockNotAvailable)
        {
            // Another claim does not end. The barrier is claimed by a later one.
        }
    }

    // Only makes claims faster: what does not succeed now has time.
    private async Task RenewAsync(string destination, CancellationToken cancellationToken)
    {
        try
        {
            var renew = new NpgsqlBatchCommand(database.Statements.Renew);
            renew.Parameters.With(destination);
            await ChangeAsync(destination, renew, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgreSqlInboxException exception) when (exception.SqlState == SqlStates.LockNotAvailable)
        {
        }
    }

    private async Task<T> RunAloneAsync<T>(
        NpgsqlConnection connection, string destination, TimeSpan limit, Action<NpgsqlBatch> add, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginReadCommittedAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            T result;
            var batch = connection.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                EndWithLease(batch, limit);
                _lock.AddAlone(batch, destination);
                add(batch);
                var reader = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false); // Past the lock.
                    result = await read(reader).ConfigureAwait(false);
                    await reader.EndAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
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
        batch.Add(database.Statements.Unrecorded).With(results.Select(result => result.Lease.Id)).With(results.Select(result => result.Lease.Fence));
        return true;
    }

    private static void AddResults(NpgsqlBatch batch, string statement, RedoxInboxResult[] results)
    {
        if (results.Length > 0)
        {
            batch.Add(statement)
                .With(results.Select(result => result.Lease.Id)).With(results.Select(result => result.Lease.Fence)).With(results.Select(result => (int)result.Kind))
                .With(results.Select(result => result.At))
                .With(results.Select(result => StoredText.Of(result.Failure?.Type))).With(results.Select(result => StoredText.Of(result.Failure?.Text)));
        }
    }

    // A process that is paused before it commits, or cannot be reached while messages are sent to it, must not keep the others waiting for longer than its lease.
    private static void EndWithLease(NpgsqlBatch batch, TimeSpan lease)
    {
        var limit = Math.Clamp((long)lease.TotalMilliseconds, 1, int.MaxValue);
        batch.Add(string.Create(CultureInfo.InvariantCulture, $"set local idle_in_transaction_session_timeout = {limit}"));
        batch.Add(string.Create(CultureInfo.InvariantCulture, $"set local tcp_user_timeout = {limit}"));
    }
}
