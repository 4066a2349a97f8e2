using System.Globalization;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>The statements that claim messages. The first one is in a function, whose plan the server keeps: to plan it takes longer than to run it.</summary>
internal static class ClaimStatement
{
    // So many keys whose first message cannot be claimed are passed over in one claim, and the rest in the next ones.
    private const int MaxProbes = 2_000;

    /// <summary>
    /// The function. It uses the right indexes at any size of the table, and whatever the statistics say: with these settings each search takes the one index that has its
    /// order, and comparisons of rows keep the primary key out of it, which has all messages that were ever handled in it.
    /// </summary>
    public static string Function(string schema) => $"""
        create or replace function {schema}.inbox_claim(text, bigint, bigint, interval, timestamptz, timestamptz, text, bigint, bigint, boolean)
        returns table (resets bigint, first_id bigint, next_key text, is_barrier_next boolean,
            id bigint, fence bigint, log_id text, received_at timestamptz, attempts integer, deaths integer)
        language plpgsql rows 10
        set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off
        as $function$
        #variable_conflict use_column
        begin
        return query
        {Search(schema)};
        end
        $function$;
        """;

    /// <summary>Calls the function. Bodies do not pass through it: it would keep large ones in temporary files.</summary>
    public static string Claim(string schema) => $"""
        select resets, first_id, next_key, is_barrier_next, {Columns}, (select b.body from {schema}.inbox_body b where b.id = claimed.id)
        from {schema}.inbox_claim($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as claimed
        order by claimed.id
        """;

    /// <summary>
    /// Parameters: 1 destination, 2 count, 3 large bodies, 4 lease, 5 due by, 6 latest due, 7 the key after which to begin, 8 the low-water mark, 9 the number of
    /// resets that it is for, 10 whether to look back in any case. Always returns a row, so that the place of the next claim is known.
    /// </summary>
    /// <remarks>
    /// Leases that have run out come first, but not those of messages that are completed in an open transaction. Then the first messages of keys, one probe of the index
    /// each, around the ring of keys; and messages without a key, new ones and retries. The row is checked again once it is locked: another process may have claimed it since
    /// the statement began. While a barrier waits or is being handled, and when there is nothing else to claim, each claim looks back.
    /// </remarks>
    private static string Search(string schema) => string.Create(CultureInfo.InvariantCulture, $"""
        with recursive place as materialized (
            select coalesce(c.generation, 0) as generation, coalesce(c.resets, 0) as resets, case when coalesce(c.resets, 0) = $9 then $8 else 0 end as low
            from (values (1)) as one left join {schema}.inbox_clock c on c.destination = $1),
        barrier as materialized (
            select id, retry_at from {schema}.inbox
            where (destination, id) >= ($1, (select low from place)) and destination <= $1 and {Open} and barrier
            order by destination, id limit 1),
        bound as materialized (
            select case
                when not exists (select from barrier) then {long.MaxValue}
                when exists (
                    select from {schema}.inbox where (destination, id) >= ($1, (select low from place)) and destination <= $1 and lease_until is not null and barrier) then 0
                else (select id from barrier) end as id),
        probe as (
            select $7 collate "C" as key, false as is_round, 0 as n, null::bigint as id, 0::bigint as size, 0::bigint as fence, false as is_due
            union all
            select next.key, next.is_round, probe.n + 1, next.id, next.size, next.fence, next.is_due
            from probe cross join lateral (
                (select key, probe.is_round as is_round, id, size, fence, lease_until is null and {Due} as is_due from {schema}.inbox
                where destination = $1 and key > probe.key and (not probe.is_round or key <= $7) and id >= (select low from place) and {Open} and key is not null
                order by destination, key, id limit 1)
                union all
                (select key, true, id, size, fence, lease_until is null and {Due} from {schema}.inbox
                where not probe.is_round and destination = $1 and key <= $7 and id >= (select low from place) and {Open} and key is not null
                order by destination, key, id limit 1)
                limit 1) as next
            where probe.n < {MaxProbes} and (select id from bound) > 0),
        head as materialized (
            select key, n, id, size, fence from (
                select *, {CountLarge} over (rows unbounded preceding) as large from probe
                where is_due and ({Small} or $3 > 0) and id < (select id from bound)
                    and {IsFree(schema)}) as ready
            where {Small} or large <= $3
            limit $2),
        fresh as materialized (
            select id, size, fence from (
                select *, {CountLarge} over (rows unbounded preceding) as large from (
                    select id, size, fence from {schema}.inbox
                    where (destination, retry_at, id) >= ($1, '-infinity', (select low from place)) and (destination, retry_at, id) < ($1, '-infinity', (select id from bound))
                        and {Keyless} and ({Small} or $3 > 0)
                    order by destination, retry_at, id) as message) as ready
            where {Small} or large <= $3
            limit $2),
        again as materialized (
            select id, size, fence from (
                select *, {CountLarge} over (rows unbounded preceding) as large from (
                    (select id, size, fence from {schema}.inbox
                    where destination = $1 and retry_at > '-infinity' and retry_at <= $5 and id < (select id from bound) and {Keyless} and ({Small} or $3 > 0)
                    order by destination, retry_at, id)
                    union all
                    (select id, size, fence from {schema}.inbox
                    where destination = $1 and retry_at > $5 and retry_at > $6 and id < (select id from bound) and {Keyless} and ({Small} or $3 > 0)
                    order by destination, retry_at, id)) as message) as ready
            where {Small} or large <= $3
            limit $2),
        look as materialized (
            select $10 or exists (select from barrier) or not exists (select from head union all select from fresh union all select from again) as is_back),
        leased as materialized (
            select id, lease_until <= clock_timestamp() as is_over from {schema}.inbox
            where (select is_back from look) and (destination, id) >= ($1, (select low from place)) and destination <= $1 and lease_until is not null
            order by destination, id),
        over as materialized (
            select id, size, fence from {schema}.inbox
            where id = any (array(select id from leased where is_over)) and lease_until <= clock_timestamp()
            for update skip locked),
        first as materialized (
            select id from {schema}.inbox
            where (select is_back from look) and (destination, id) >= ($1, (select low from place)) and destination <= $1 and {Open}
            order by destination, id limit 1),
        chosen as materialized (
            select id, fence, n, key from (
                select *, {CountLarge} over (order by turn, id rows unbounded preceding) as large from (
                    select id, size, fence, 0::bigint as turn, null::integer as n, null as key from over
                    union all
                    select id, size, fence, row_number() over (order by n), n, key from head
                    union all
                    select id, size, fence, row_number() over (), null, null from fresh
                    union all
                    select id, size, fence, row_number() over (), null, null from again) as candidate) as ready
            where {Small} or large <= $3
            order by turn, id
            limit $2),
        locked as (
            select one.id from chosen cross join lateral (
                select i.id from {schema}.inbox i
                where i.id = chosen.id and i.fence = chosen.fence and coalesce(i.handled_at, i.parked_at) is null and (i.lease_until is null or i.lease_until <= clock_timestamp())
                for update skip locked) as one),
        {Claimed(schema, "(select generation from place)")}
        select
            (select resets from place),
            (select id from first),
            coalesce(
                (select key from chosen where n is not null order by n desc limit 1),
                case when not exists (select from head) then (select key from probe order by n desc limit 1) else $7 end),
            exists (select from barrier join first on first.id = barrier.id where {Due}) and not exists (select from leased),
            claimed.id, claimed.fence, claimed.log_id, claimed.received_at, claimed.attempts, claimed.deaths
        from (values (1)) as one left join claimed on true
        """);

    /// <summary>Parameters: 1 destination, 2 large bodies, 3 lease, 4 due by, 5 latest due. Claims the first message if it is a barrier; nobody else claims meanwhile.</summary>
    public static string ClaimBarrier(string schema) => string.Create(CultureInfo.InvariantCulture, $"""
        with locked as (
            select id from {schema}.inbox
            where id = (select id from {schema}.inbox where (destination, id) >= ($1, 0) and destination <= $1 and {Open} order by destination, id limit 1)
                and barrier and lease_until is null and {Open} and (retry_at <= $4 or retry_at > $5) and (size <= {RedoxInboxClaim.LargeBody} or $2 > 0)
                and not exists (select from {schema}.inbox where destination = $1 and lease_until is not null)
            for update skip locked),
        {Claimed(schema, $"coalesce((select generation from {schema}.inbox_clock where destination = $1), 0)").Replace("$4", "$3", StringComparison.Ordinal)}
        select {Columns}, b.body
        from claimed join {schema}.inbox_body b on b.id = claimed.id
        """);

    private const string Open = "handled_at is null and parked_at is null";
    private const string Keyless = Open + " and lease_until is null and key is null";
    private const string Due = "(retry_at <= $5 or retry_at > $6)";
    private const string Columns = "claimed.id, claimed.fence, claimed.log_id, claimed.received_at, claimed.attempts, claimed.deaths";

    // A message that was replayed may come before one of its key that is still being handled. (As a value, it is asked for one key after the other.)
    private static string IsFree(string schema) => $"""
        (select true from {schema}.inbox l
        where l.destination = $1 and l.generation = (select generation from place) and l.key = probe.key and l.lease_until is not null
        limit 1) is null
        """;

    private static readonly string Small = string.Create(CultureInfo.InvariantCulture, $"size <= {RedoxInboxClaim.LargeBody}");
    private static readonly string CountLarge = string.Create(CultureInfo.InvariantCulture, $"count(*) filter (where size > {RedoxInboxClaim.LargeBody})");

    private static string Claimed(string schema, string generation) => string.Create(CultureInfo.InvariantCulture, $"""
        claimed as (
            update {schema}.inbox i set fence = least(i.fence, {long.MaxValue - 1}) + 1, deaths = least(i.deaths, {int.MaxValue - 1}) + (i.lease_until is not null)::integer,
                lease_until = clock_timestamp() + $4, generation = {generation}
            where i.id = any (array(select id from locked))
            returning i.id, i.fence, i.log_id, least(greatest(i.received_at, '0001-01-02Z'), '9999-12-30Z') as received_at, i.attempts, i.deaths)
        """);
}
