using Npgsql;
using Redox.Client.Receiving;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>The body of a message, which is a health record, leaves the database with it.</summary>
[Collection(nameof(PostgreSqlCluster))]
public sealed class BodyTests(PostgreSqlCluster cluster)
{
    [PostgreSqlTheory]
    [InlineData("completed")]
    [InlineData("completed in a transaction")]
    [InlineData("discarded")]
    public async Task Body_is_gone_when_its_message_is(string what)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = (IRedoxTransactionalInbox)Open(connectionString);
        await StoreAsync(inbox);
        await StoreAsync(inbox, key: "other");
        var lease = (await ClaimAsync(inbox, 1))[0].Lease;

        if (what == "completed")
        {
            await ClaimAsync(inbox, 0, RedoxInboxResult.Completed(lease, Noon));
        }
        else if (what == "completed in a transaction")
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            Assert.True(await inbox.CompleteAsync(lease, Noon, transaction));
            await transaction.CommitAsync();
        }
        else
        {
            await ClaimAsync(inbox, 0, RedoxInboxResult.Parked(lease, Noon, new RedoxInboxFailure("Some")));
            Assert.Equal(1, await inbox.DiscardAsync("", [lease.Id], parkedBefore: null, Noon));
        }

        Assert.Equal(0L, await ScalarAsync<long>(source, $"select count(*) from redox.inbox_body where id = {lease.Id}"));
        Assert.Equal(1L, await ScalarAsync<long>(source, "select count(*) from redox.inbox_body"));
    }
}
