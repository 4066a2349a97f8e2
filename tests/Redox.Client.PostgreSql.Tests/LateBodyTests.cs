using Npgsql;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

[Collection(nameof(PostgreSqlCluster))]
public sealed class LateBodyTests(PostgreSqlCluster cluster)
{
    [PostgreSqlFact]
    public async Task Message_that_is_stored_after_a_claim_has_begun_is_claimed_with_its_body()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox, body: "first");
        await ClaimAsync(inbox, 0, Receiving.RedoxInboxResult.Completed((await ClaimAsync(inbox))[0].Lease, Noon));
        await using var other = await source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var store = new NpgsqlCommand(
            """
            lock table redox.inbox in access exclusive mode;
            with m as (insert into redox.inbox (destination, key, barrier, received_at, size) values ('', '', false, now(), 4) returning id) insert into redox.inbox_body select id, 'late' from m
            """,
            other,
            transaction);
        await store.ExecuteNonQueryAsync();

        var claim = ClaimAsync(inbox);
        while (await ScalarAsync<long>(source, "select count(*) from pg_locks where not granted and relation = 'redox.inbox'::regclass") == 0)
        {
            Assert.False(claim.IsCompleted);
        }

        await transaction.CommitAsync();
        Assert.Equal("late", Names(await claim));
    }
}
