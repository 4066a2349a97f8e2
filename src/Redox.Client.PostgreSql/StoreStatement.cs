namespace Redox.Client.PostgreSql;

/// <summary>The statement that stores a message. It is in a function, whose plan the server keeps: to plan it takes longer than to run it.</summary>
internal static class StoreStatement
{
    /// <summary>
    /// The function. A message that is stored already, and not handled, may be below the low-water marks: the process that stored it may not have been able to reset them. (See
    /// <see cref="ClaimPlace.StoringTime"/>.)
    /// </summary>
    public static string Function(string schema) => $"""
        create or replace function {schema}.inbox_store(text, text, text, boolean, timestamptz, bytea) returns boolean
        language plpgsql
        as $function$
        declare
            stored bigint;
        begin
            insert into {schema}.inbox (destination, log_id, key, barrier, received_at, size) values ($1, $2, $3, $4, $5, length($6))
            on conflict (destination, log_id) where log_id is not null do nothing
            returning id into stored;
            if stored is null then
                if exists (select from {schema}.inbox where destination = $1 and log_id = $2 and handled_at is null and parked_at is null) then
                    {ResetMarks(schema)};
                end if;

                return false;
            end if;

            insert into {schema}.inbox_body (id, body) values (stored, $6);
            return true;
        end
        $function$;
        """;

    /// <summary>
    /// Parameter: 1 destination. Who claims learns that there may be messages below its low-water mark. Whoever finds that somebody else has done it since the statement began has
    /// nothing left to do: otherwise all who store slowly would wait for each other's commits.
    /// </summary>
    public static string ResetMarks(string schema) => $"""
        with seen as (
            select resets from {schema}.inbox_clock where destination = $1),
        reset as (
            update {schema}.inbox_clock c set resets = c.resets + 1 from seen where c.destination = $1 and c.resets = seen.resets)
        insert into {schema}.inbox_clock as c (destination, resets) select $1, 1 where not exists (select from seen)
        on conflict (destination) do update set resets = c.resets + 1
        """;

    /// <summary>Calls the function, once for each message. Returns whether it is a new one, in the order of the messages.</summary>
    public static string Store(string schema) => $"""
        select {schema}.inbox_store(destination, log_id, key, barrier, received_at, body)
        from unnest($1, $2, $3, $4, $5, $6) as message (destination, log_id, key, barrier, received_at, body)
        """;
}
