using Npgsql;
using Shared.InboxTroubles;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

[Collection(nameof(TroubledServer))]
public sealed class WokenProcessTests(PostgreSqlCluster cluster)
{
    [PostgreSqlTheory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Process_that_was_paused_past_its_leases_can_neither_complete_nor_commit_nor_retry_nor_park(int maxAttempts)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(source, "create table ledger (position bigserial primary key, patient text not null, number bigint not null)");

        await WokenProcess.ChangesNothingAsync(
            connectionString, Open(connectionString), () => ExecuteAsync(source, "update redox.inbox set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null"), maxAttempts);

        Assert.Equal(0L, await ScalarAsync<long>(source, "select count(*) from ledger"));
    }
}
