using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Redox.Client.Receiving;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>Handlers' transactions that stay open for long, or that are those of another database.</summary>
[Collection(nameof(PostgreSqlCluster))]
public sealed class OpenTransactionTests(PostgreSqlCluster cluster)
{
    private static readonly TimeSpan Ended = TimeSpan.FromMilliseconds(1);

    [PostgreSqlFact]
    public async Task Message_whose_lease_ends_while_it_is_completed_takes_no_place_of_others()
    {
        var (source, inbox) = await OpenAsync();
        await using var _ = source;
        await StoreAsync(inbox, "a", body: "a1");
        await StoreAsync(inbox, "a", body: "a2");
        var first = Assert.Single(await ClaimAsync(inbox, 1));
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await inbox.ExtendAsync("", [first.Lease], Ended);
        Assert.True(await inbox.CompleteAsync(first.Lease, Noon, transaction));
        await StoreAsync(inbox, "b", body: "b1");

        Assert.Equal("b1", Names(await ClaimAsync(inbox, 1)));
        await transaction.CommitAsync();
        Assert.Equal("a2", Names(await ClaimAsync(inbox, 1)));
    }

    [PostgreSqlFact]
    public async Task Result_of_a_message_whose_transaction_is_still_open_waits_alone()
    {
        var (source, inbox) = await OpenAsync();
        await using var _ = source;
        await StoreAsync(inbox, "a", body: "a1");
        await StoreAsync(inbox, "b", body: "b1");
        var claimed = await ClaimAsync(inbox, 2);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.True(await inbox.CompleteAsync(claimed[0].Lease, Noon, transaction));
        await StoreAsync(inbox, "b", body: "b2");
        var forgotten = RedoxInboxResult.Retry(claimed[0].Lease, Noon, new("TransactionNotCommitted"));

        var next = await RecordAsync([forgotten, RedoxInboxResult.Completed(claimed[1].Lease, Noon)]);
        Assert.Equal("b2", Names(next.Entries));
        Assert.Empty(next.Lost);
        Assert.Equal([claimed[0].Lease], next.Unrecorded);

        await transaction.RollbackAsync();
        var last = await RecordAsync([forgotten]);
        Assert.Empty(last.Unrecorded);
        Assert.Equal("a1", Names(last.Entries));

        Task<RedoxInboxClaimed> RecordAsync(RedoxInboxResult[] results) =>
            inbox.ClaimAsync(new() { Destination = "", Count = 5, Lease = TimeSpan.FromMinutes(10), DueBy = Noon, Results = results });
    }

    [PostgreSqlFact]
    public async Task Message_is_completed_with_the_last_connection_of_the_pool()
    {
        var address = new NpgsqlConnectionStringBuilder(await cluster.CreateDatabaseAsync()) { MaxPoolSize = 1, Timeout = 1 }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(address);
        await using var services = new ServiceCollection().AddLogging()
            .AddRedoxDestination(options => options.VerificationTokens.Add("token")).UsePostgreSqlInbox(source).Services.BuildServiceProvider();
        var inbox = (IRedoxTransactionalInbox)services.GetRequiredKeyedService<IRedoxInbox>("");
        await StoreAsync(inbox);
        var entry = Assert.Single(await ClaimAsync(inbox));
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        Assert.True(await inbox.CompleteAsync(entry.Lease, Noon, transaction));
    }

    [PostgreSqlFact]
    public async Task Transaction_of_another_database_with_an_inbox_is_refused()
    {
        var (source, inbox) = await OpenAsync();
        var (otherSource, other) = await OpenAsync();
        await using var _ = source;
        await using var __ = otherSource;
        await StoreAsync(inbox, "a", body: "here");
        await StoreAsync(other, "a", body: "there");
        var (here, there) = (Assert.Single(await ClaimAsync(inbox)), Assert.Single(await ClaimAsync(other)));
        Assert.Equal(here.Lease, there.Lease);
        await using var connection = await otherSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        var fault = await Assert.ThrowsAsync<ArgumentException>(() => inbox.CompleteAsync(here.Lease, Noon, transaction));
        await transaction.CommitAsync();

        Assert.Contains("another database", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await other.CountAsync("")).Running);
    }

    private async Task<(NpgsqlDataSource Source, IRedoxTransactionalInbox Inbox)> OpenAsync()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        return (NpgsqlDataSource.Create(connectionString), (IRedoxTransactionalInbox)Open(connectionString));
    }
}
