using System.Globalization;

namespace Redox.Client.PostgreSql;

/// <summary>The tables of an inbox in PostgreSQL.</summary>
public static class PostgreSqlInboxSchema
{
    /// <summary>
    /// The version of the tables that this version of the package uses. From the first release on, every change of the script raises it, one in a function, too: the script runs only
    /// where the version is an earlier one.
    /// </summary>
    internal const int Version = 1;

    internal const string Lock = "select pg_advisory_xact_lock(hashtextextended('redox inbox schema', 0));";

    /// <summary>
    /// The script that creates the tables, or brings those of an earlier version up to date: for a database administrator to read and run, by a role that may create
    /// tables in the schema. Running it again changes nothing. It is the script that the application itself runs when it starts, unless
    /// <see cref="PostgreSqlInboxOptions.CreateSchema"/> is <see langword="false"/>.
    /// </summary>
    /// <param name="schema">The schema, as <see cref="PostgreSqlInboxOptions.Schema"/>.</param>
    /// <returns>SQL for PostgreSQL 13 or later, in one transaction.</returns>
    /// <exception cref="RedoxConfigurationException">The name of the schema is not a plain identifier.</exception>
    public static string Script(string schema = PostgreSqlInboxOptions.DefaultSchema) => ScriptOf(SchemaName.Quoted(schema));

    private static string ScriptOf(string schema) => string.Create(CultureInfo.InvariantCulture, $"""
        begin isolation level read committed;

        -- Two processes that start at once create the tables one after the other.
        {Lock}

        create schema if not exists {schema};

        create table if not exists {schema}.version (
            version integer not null,
            id uuid not null default gen_random_uuid());

        -- For each destination, where time stands, which generation of claims this is, and how often a message came to be below the marks of all processes: below a
        -- low-water mark, they expect nothing to be claimed.
        create table if not exists {schema}.inbox_clock (
            destination text collate "C" primary key,
            time timestamptz not null default '-infinity',
            resets bigint not null default 0,
            generation bigint not null default 0);

        -- The bodies have a table of their own: rows that are updated often stay small.
        create table if not exists {schema}.inbox (
            id bigint generated always as identity primary key,
            destination text collate "C" not null,
            log_id text collate "C",
            key text collate "C",
            barrier boolean not null,
            received_at timestamptz not null,
            size bigint not null,
            attempts integer not null default 0,
            deaths integer not null default 0,
            retry_at timestamptz not null default '-infinity',
            failure_type text,
            failure_text text,
            parked_at timestamptz,
            handled_at timestamptz,
            fence bigint not null default 0,
            lease_until timestamptz,
            generation bigint not null default 0);

        create table if not exists {schema}.inbox_body (
            id bigint primary key,
            body bytea not null);

        create unique index if not exists inbox_log_id on {schema}.inbox (destination, log_id) where log_id is not null;

        -- One key, one claim.
        create unique index if not exists inbox_claimed on {schema}.inbox (destination, generation, key) where lease_until is not null and key is not null;

        create index if not exists inbox_leased on {schema}.inbox (destination, id) where lease_until is not null;
        create index if not exists inbox_open on {schema}.inbox (destination, id) where handled_at is null and parked_at is null;
        create index if not exists inbox_key on {schema}.inbox (destination, key, id) where handled_at is null and parked_at is null and key is not null;
        create index if not exists inbox_keyless on {schema}.inbox (destination, retry_at, id)
            where handled_at is null and parked_at is null and lease_until is null and key is null;
        create index if not exists inbox_barrier on {schema}.inbox (destination, id) where handled_at is null and parked_at is null and barrier;
        create index if not exists inbox_parked on {schema}.inbox (destination, id) where handled_at is null and parked_at is not null;
        create index if not exists inbox_handled on {schema}.inbox (destination, handled_at) where handled_at is not null;

        -- Each message leaves several dead rows behind within seconds: a share of the table would be far too many of them.
        alter table {schema}.inbox set (
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0.1,
            autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000, autovacuum_vacuum_cost_delay = 0);

        -- Bodies are read whole.
        alter table {schema}.inbox_body alter column body set storage external;
        alter table {schema}.inbox_body set (
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
            toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 5000, toast.autovacuum_vacuum_cost_delay = 0);

        {StoreStatement.Function(schema)}

        {ClaimStatement.Function(schema)}

        insert into {schema}.version (version) select {Version} where not exists (select from {schema}.version);
        update {schema}.version set version = {Version} where version < {Version};

        commit;
        """);
}
