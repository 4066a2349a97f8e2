using System.Globalization;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>The statements of an inbox, with the name of its schema.</summary>
internal sealed class Statements(string schema)
{
    private const string Open = "handled_at is null and parked_at is null";
    private const string Parked = "handled_at is null and parked_at is not null";

    /// <summary>Whether there are tables at all. No error, which would end the transaction.</summary>
    public string Exists { get; } = $"select to_regclass('{schema}.version') is not null";

    public string Version { get; } = $"select version from {schema}.version";

    /// <summary>1 destinations, 2 log IDs, 3 keys, 4 barriers, 5 times of receipt, 6 bodies.</summary>
    public string Store { get; } = StoreStatement.Store(schema);

    public string ResetMarks { get; } = StoreStatement.ResetMarks(schema);

    /// <summary>
    /// 1 IDs, 2 fences, 3 kinds, 4 times, 5 types and 6 texts of failures. A result counts while the lease is the latest one and has not ended: what comes twice
    /// changes nothing. The key of a handled message is not needed any more.
    /// </summary>
    public string Record { get; } = RecordOf(schema, "");

    /// <summary>The same for messages that handlers complete in their own transactions. One whose transaction is still open is passed over, or everything would wait for it.</summary>
    public string RecordUnlocked { get; } = RecordOf(schema, "skip locked");

    private static string RecordOf(string schema, string wait) => string.Create(CultureInfo.InvariantCulture, $"""
        with result as (
            select * from unnest($1, $2, $3, $4, $5, $6) as result (id, fence, kind, at, type, text)),
        held as materialized (
            select i.id, kind, at, type, text from {schema}.inbox i join result on result.id = i.id and result.fence = i.fence
            where i.lease_until is not null
            order by i.id
            for update of i {wait}),
        body as (
            delete from {schema}.inbox_body b using held where b.id = held.id and kind = {Completed})
        update {schema}.inbox i set
            lease_until = null,
            handled_at = case when kind = {Completed} then at end,
            parked_at = case when kind = {ParkedKind} then at end,
            retry_at = case when kind = {Retry} then at else retry_at end,
            attempts = least(attempts, {int.MaxValue - 1}) + (kind in ({Retry}, {ParkedKind}))::integer,
            key = case when kind <> {Completed} then key end,
            failure_type = case when kind in ({Retry}, {ParkedKind}) then type when kind <> {Completed} then failure_type end,
            failure_text = case when kind in ({Retry}, {ParkedKind}) then text when kind <> {Completed} then failure_text end
        from held where i.id = held.id
        """);

    /// <summary>1 IDs, 2 fences. What was not recorded, and whether it never will be. A statement of its own: it sees what others have done meanwhile.</summary>
    public string Unrecorded { get; } = $"""
        select lease.id, lease.fence, i.fence is distinct from lease.fence from unnest($1, $2) as lease (id, fence) left join {schema}.inbox i on i.id = lease.id
        where i.fence is distinct from lease.fence or i.lease_until is not null
        """;

    public string Claim { get; } = ClaimStatement.Claim(schema);

    public string ClaimBarrier { get; } = ClaimStatement.ClaimBarrier(schema);

    /// <summary>
    /// 1 destination. The index that lets a key have one claim only is full of past claims for as long as another transaction is held open: a new generation
    /// leaves them behind. Not while a claimed message is completed in an open transaction.
    /// </summary>
    public string Renew { get; } = $"""
        with locked as materialized (
            select id from {schema}.inbox where destination = $1 and lease_until is not null for update skip locked),
        next as (
            insert into {schema}.inbox_clock as c (destination, generation)
            select $1, 1 where (select count(*) from locked) = (select count(*) from {schema}.inbox where destination = $1 and lease_until is not null)
            on conflict (destination) do update set generation = c.generation + 1
            returning generation)
        update {schema}.inbox i set generation = next.generation from locked, next where i.id = locked.id
        """;

    /// <summary>1 IDs, 2 fences, 3 duration. A message that is completed in an open transaction is neither extended nor lost.</summary>
    public string Extend { get; } = $"""
        with lease as (
            select * from unnest($1, $2) as lease (id, fence)),
        held as materialized (
            select i.id from {schema}.inbox i join lease on lease.id = i.id and lease.fence = i.fence
            where i.lease_until is not null
            for update of i skip locked),
        extended as (
            update {schema}.inbox i set lease_until = clock_timestamp() + $3 from held where i.id = held.id)
        select id, fence from lease
        where not exists (select from {schema}.inbox i where i.id = lease.id and i.fence = lease.fence and i.lease_until is not null)
        """;

    /// <summary>The number of this inbox: another database has another one.</summary>
    public string Number { get; } = $"select id from {schema}.version";

    /// <summary>1 ID, 2 fence, 3 handled at, 4 the number of the inbox. Returns null when this is another one.</summary>
    public string Complete { get; } = $"""
        with completed as (
            update {schema}.inbox set lease_until = null, handled_at = $3, key = null, failure_type = null, failure_text = null
            where id = $1 and fence = $2 and lease_until is not null and exists (select from {schema}.version where id = $4)
            returning id),
        body as (
            delete from {schema}.inbox_body b using completed where b.id = completed.id)
        select (select count(*) from completed) from {schema}.version where id = $4
        """;

    /// <summary>1 ID, 2 fence. One that was discarded keeps the time of its parking.</summary>
    public string IsCompleted { get; } = $"select true from {schema}.inbox where id = $1 and fence = $2 and handled_at is not null and parked_at is null";

    /// <summary>1 destination.</summary>
    public string Count { get; } = $"""
        select
            (select count(*) from {schema}.inbox where destination = $1 and {Open}),
            (select count(*) from {schema}.inbox where destination = $1 and lease_until > clock_timestamp()),
            (select count(*) from {schema}.inbox where destination = $1 and {Parked}),
            (select received_at from {schema}.inbox where (destination, id) >= ($1, 0) and destination <= $1 and {Open} order by destination, id limit 1)
        """;

    /// <summary>1 destination, 2 ID.</summary>
    public string ReadBody { get; } = $"""
        select b.body from {schema}.inbox i join {schema}.inbox_body b on b.id = i.id where i.destination = $1 and i.id = $2 and i.handled_at is null
        """;

    /// <summary>1 destination, 2 IDs. Who claims learns that there may be messages below its low-water mark.</summary>
    public string Replay { get; } = $"""
        with replayed as (
            update {schema}.inbox set parked_at = null, attempts = 0, deaths = 0, retry_at = '-infinity', failure_type = null, failure_text = null
            where destination = $1 and {Parked} and id = any ($2)
            returning id),
        counted as (
            insert into {schema}.inbox_clock as c (destination, resets) select $1, 1 where exists (select from replayed)
            on conflict (destination) do update set resets = c.resets + 1)
        select count(*) from replayed
        """;

    /// <summary>1 destination, 2 IDs, 3 parked before or null, 4 handled at.</summary>
    public string Discard { get; } = $"""
        with discarded as (
            update {schema}.inbox set handled_at = $4, key = null, failure_type = null, failure_text = null
            where destination = $1 and {Parked} and id = any ($2) and (parked_at < $3 or $3 is null)
            returning id),
        body as (
            delete from {schema}.inbox_body b using discarded where b.id = discarded.id)
        select count(*) from discarded
        """;

    /// <summary>1 destination, 2 time, 3 count.</summary>
    public string Forget { get; } = $"""
        delete from {schema}.inbox where id in (
            select id from {schema}.inbox where destination = $1 and handled_at < $2 order by handled_at limit $3 for update skip locked)
        """;

    /// <summary>1 destination.</summary>
    public string ReadTime { get; } = $"select nullif(time, '-infinity') from {schema}.inbox_clock where destination = $1";

    /// <summary>1 destination, 2 time.</summary>
    public string KeepTime { get; } = $"""
        insert into {schema}.inbox_clock as c (destination, time) values ($1, $2)
        on conflict (destination) do update set time = greatest(c.time, excluded.time)
        returning time
        """;

    private const int Completed = (int)RedoxInboxResultKind.Completed;
    private const int Retry = (int)RedoxInboxResultKind.Retry;
    private const int ParkedKind = (int)RedoxInboxResultKind.Parked;

    /// <summary>1 destination, 2 after, 3 count.</summary>
    public string List(RedoxInboxItemState state)
    {
        var condition = state switch
        {
            RedoxInboxItemState.Waiting => $"{Open} and (lease_until is null or lease_until <= clock_timestamp())",
            RedoxInboxItemState.Running => "lease_until > clock_timestamp()",
            _ => Parked,
        };

        // All that it asks for is in the index of keys, and it stops soon: otherwise each row of the page would count the whole backlog.
        var behind = state == RedoxInboxItemState.Parked ? "0::bigint" : string.Create(CultureInfo.InvariantCulture, $"""
            (select count(*) from (
                select from {schema}.inbox later
                where later.destination = $1 and later.key = i.key and later.id > i.id and later.handled_at is null and later.parked_at is null
                limit {RedoxInboxItem.MaxBehind}) as behind)
            """);
        return $"""
            select id, log_id, received_at, attempts, deaths, nullif(retry_at, '-infinity'), parked_at, failure_type, failure_text, size, {behind}
            from {schema}.inbox i where (destination, id) > ($1, $2) and destination <= $1 and {condition}
            order by destination, id limit $3
            """;
    }
}
