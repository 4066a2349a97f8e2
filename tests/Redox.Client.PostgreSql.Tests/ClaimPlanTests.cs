using Npgsql;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

[Collection(nameof(PostgreSqlCluster))]
public sealed class ClaimPlanTests(PostgreSqlCluster cluster)
{
    /// <summary>As after a restored backup, or when a backlog grows faster than the server looks.</summary>
    [PostgreSqlTheory]
    [InlineData(0, true)] // When the process has just begun.
    [InlineData(5001, true)]
    [InlineData(5001, false)]
    public async Task Claim_reads_few_rows_of_a_large_inbox_without_statistics(long low, bool looksBack)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await inbox.CountAsync(""); // Creates the tables.
        await ExecuteAsync(source, """
            alter table redox.inbox set (autovacuum_enabled = false);
            with m as (insert into redox.inbox (destination, log_id, key, barrier, received_at, size, handled_at)
                select '', 'log-' || n, case when n > 5000 then 'key-' || n % 500 end, false, now(), 2, case when n <= 5000 then now() end from generate_series(1, 20000) n returning id, handled_at)
            insert into redox.inbox_body select id, '{}' from m where handled_at is null
            """);
        Assert.Equal(8, (await ClaimAsync(inbox, 8)).Count);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var claim = new NpgsqlCommand(
            $"select count(*) from redox.inbox_claim('', 8, 1, interval '1 minute', now(), 'infinity', '', {low}, 0, {looksBack})", connection, transaction);
        var before = await RowsReadAsync();
        Assert.Equal(8L, await claim.ExecuteScalarAsync());

        Assert.InRange(await RowsReadAsync() - before, 8, 100);

        async Task<long> RowsReadAsync()
        {
            await using var command = new NpgsqlCommand(
                "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_xact_user_tables where schemaname = 'redox'", connection, transaction);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }
}
