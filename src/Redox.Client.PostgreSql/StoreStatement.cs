using System.Globalization;

namespace Redox.Client.PostgreSql;

/// <summary>The statement that stores a message. It is in a function, whose plan the server keeps: to plan it takes longer than to run it.</summary>
internal static class StoreStatement
{
    public const int Known = 0;
    public const int New = 1;

    /// <summary>It is stored already, and not handled: it may be below the low-water marks, since the process that stored it may not have been able to reset them.</summary>
    public const int KnownAndOpen = 2;

    /// <summary>
    /// The function. What is stored already is found without waiting: its row may be changed by an open transaction, for example that of a handler. No other row is locked, so
    /// that several messages can be stored in one transaction, in the order of their log IDs.
    /// </summary>
    public static string Function(string schema) => string.Create(CultureInfo.InvariantCulture, $"""
        create or replace function {schema}.inbox_store(text, text, text, boolean, timestamptz, bytea) returns integer
        language plpgsql
        as $function$
        declare
            stored bigint;
            is_open boolean;
        begin
            select handled_at is null and parked_at is null into is_open from {schema}.inbox where destination = $1 and log_id = $2;
            if found then
                return case when is_open then {KnownAndOpen} else {Known} end;
            end if;

            insert into {schema}.inbox (destination, log_id, key, barrier, received_at, size) values ($1, $2, $3, $4, $5, length($6))
            on conflict (destination, log_id) where log_id is not null do nothing
            returning id into stored;
            if stored is null then
                return {KnownAndOpen};
            end if;

            insert into {schema}.inbox_body (id, body) values (stored, $6);
            return {New};
        end
        $function$;
        """);

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

    /// <summary>
    /// Calls the function, once for each message, in their order. Only their numbers are rows of the server's own: rows with bodies it would keep in temporary files where they are large.
    /// </summary>
    public static string Store(string schema) => $"select {schema}.inbox_store($1[n], $2[n], $3[n], $4[n], $5[n], $6[n]) from generate_subscripts($1, 1) as n";
}
