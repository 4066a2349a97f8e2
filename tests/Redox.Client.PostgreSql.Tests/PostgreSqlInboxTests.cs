using System.Data.Common;
using System.Globalization;
using System.Transactions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Redox.Client.Receiving;
using Redox.Client.Testing;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>What the suite cannot see from outside, or is PostgreSQL's own.</summary>
[Collection(nameof(TroubledServer))]
public sealed class PostgreSqlInboxTests(PostgreSqlCluster cluster)
{
    [PostgreSqlFact]
    public async Task Server_itself_refuses_a_second_claim_of_a_key()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox);
        await StoreAsync(inbox);
        await ClaimAsync(inbox);

        var exception = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(source, "update redox.inbox set lease_until = now()"));
        Assert.Equal("inbox_claimed", exception.ConstraintName);
    }

    [PostgreSqlFact]
    public async Task Earlier_message_that_becomes_visible_later_waits_for_the_one_that_runs()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox, key: null);
        await using var slow = await source.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            "with m as (insert into redox.inbox (destination, key, barrier, received_at, size) values ('', '', false, now(), 4) returning id) insert into redox.inbox_body select id, 'slow' from m", slow);
        await insert.ExecuteNonQueryAsync();
        await StoreAsync(inbox, body: "fast");
        var running = await ClaimAsync(inbox);
        Assert.Equal("{} fast", Names(running));

        await transaction.CommitAsync();

        Assert.Empty(await ClaimAsync(inbox));
        Assert.Equal("slow", Names(await ClaimAsync(inbox, 10, RedoxInboxResult.Completed(running[1].Lease, Noon))));
    }

    [PostgreSqlFact]
    public async Task Keys_take_turns()
    {
        var inbox = Open(await cluster.CreateDatabaseAsync());
        foreach (var key in (string[])["a", "a", "a", "b", "c", ""])
        {
            await StoreAsync(inbox, key, body: key + ".");
        }

        var (claimed, results) = (new List<RedoxInboxEntry>(), Array.Empty<RedoxInboxResult>());
        for (var turn = 0; turn < 6; turn++)
        {
            var entry = Assert.Single(await ClaimAsync(inbox, 1, results));
            claimed.Add(entry);
            results = [RedoxInboxResult.Completed(entry.Lease, Noon)];
        }

        Assert.Equal("a. b. c. . a. a.", Names(claimed));
    }

    [PostgreSqlFact]
    public async Task More_keys_that_cannot_be_claimed_than_one_claim_passes_over_do_not_hide_the_rest()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox, "z", body: "last");
        await ExecuteAsync(source, "insert into redox.inbox (destination, key, barrier, received_at, size, retry_at) select '', 'k' || n, false, now(), 0, '2099-01-01' from generate_series(10000, 15000) n");

        var claims = 0;
        IReadOnlyList<RedoxInboxEntry> entries;
        do
        {
            entries = await ClaimAsync(inbox);
        }
        while (entries.Count == 0 && ++claims < 10);

        Assert.Equal("last", Names(entries));
    }

    [PostgreSqlFact]
    public async Task Claims_go_on_in_a_new_generation()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox, body: "first");
        await StoreAsync(inbox, body: "second");
        await ExecuteAsync(source, """
            with m as (insert into redox.inbox (destination, barrier, received_at, size) select '', false, now(), 0 from generate_series(1, 5000) returning id)
            insert into redox.inbox_body select id, '' from m
            """);

        var first = Assert.Single(await ClaimAsync(inbox, 6000), entry => entry.Body.Length > 0);

        Assert.Empty(await ClaimAsync(inbox));
        Assert.Equal(1L, await ScalarAsync<long>(source, "select generation from redox.inbox_clock"));
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(source, "update redox.inbox set lease_until = now(), generation = 1 where key = ''"));
        Assert.Equal("second", Names(await ClaimAsync(inbox, 10, RedoxInboxResult.Completed(first.Lease, Noon))));
    }

    [PostgreSqlFact]
    public async Task Server_that_was_stopped_is_used_again_and_has_lost_nothing()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var inbox = Open(connectionString);
        await StoreAsync(inbox, logId: "log-1", body: "1");
        var entry = Assert.Single(await ClaimAsync(inbox));

        try
        {
            cluster.Stop();
            var exception = await Assert.ThrowsAnyAsync<DbException>(() => StoreAsync(inbox, logId: "log-2"));
            Assert.True(exception.IsTransient);
            Assert.NotEmpty(exception.SqlState!);
            await Assert.ThrowsAnyAsync<DbException>(() => ClaimAsync(inbox, 1, RedoxInboxResult.Completed(entry.Lease, Noon)));
        }
        finally
        {
            cluster.Start();
        }

        Assert.True(await EventuallyAsync(() => StoreAsync(inbox, logId: "log-2", body: "2")));
        Assert.False(await StoreAsync(inbox, logId: "log-1"));
        Assert.Equal("2", Names(await ClaimAsync(inbox, 10, RedoxInboxResult.Completed(entry.Lease, Noon))));
    }

    [PostgreSqlFact]
    public async Task Exceptions_have_the_code_but_not_the_text_of_the_server()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox);
        await ExecuteAsync(source, "alter table redox.inbox add constraint canary check (log_id <> 'CANARY')");

        var exception = await Assert.ThrowsAnyAsync<DbException>(() => StoreAsync(inbox, logId: "CANARY"));
        Assert.Equal("23514", exception.SqlState);
        Assert.False(exception.IsTransient);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [PostgreSqlFact]
    public async Task Message_is_stored_although_the_transaction_around_is_not_completed()
    {
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync());
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(source);
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UsePostgreSqlInbox();
        await using var provider = services.BuildServiceProvider();
        var inbox = provider.GetRequiredKeyedService<IRedoxInbox>("");
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await StoreAsync(inbox);
        }

        Assert.Single(await ClaimAsync(inbox));
    }

    [PostgreSqlFact]
    public async Task Data_source_of_the_application_is_not_disposed()
    {
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync());
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UsePostgreSqlInbox(source);
        await using (var provider = services.BuildServiceProvider())
        {
            await StoreAsync(provider.GetRequiredKeyedService<IRedoxInbox>(""));
        }

        Assert.Equal(1L, await ScalarAsync<long>(source, "select count(*) from redox.inbox"));
    }

    [Fact]
    public void Data_source_that_is_not_registered_is_asked_for()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UsePostgreSqlInbox();
        using var provider = services.BuildServiceProvider();

        Assert.Contains("NpgsqlDataSource", Assert.Throws<RedoxConfigurationException>(() => provider.GetRequiredKeyedService<IRedoxInbox>("")).Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Lease_of_a_message_that_is_completed_in_an_open_transaction_is_not_waited_for()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox, key: null);
        await StoreAsync(inbox, key: null);
        var entries = await ClaimAsync(inbox);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ((IRedoxTransactionalInbox)inbox).CompleteAsync(entries[0].Lease, Noon, transaction);

        Assert.Empty(await inbox.ExtendAsync("", [.. entries.Select(entry => entry.Lease)], TimeSpan.FromMinutes(1)));
    }

    [PostgreSqlTheory]
    [InlineData("serializable")]
    [InlineData("repeatable read")]
    public async Task Isolation_that_the_database_has_by_default_does_not_matter(string isolation)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(source, string.Create(CultureInfo.InvariantCulture, $"alter database {database} set default_transaction_isolation = '{isolation}'"));
        NpgsqlConnection.ClearAllPools();

        foreach (var one in RedoxInboxSuite.Cases(Subject(connectionString)).Where(one => one.Name.StartsWith("Of many concurrent claimers", StringComparison.Ordinal)))
        {
            await one.RunAsync();
        }
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (DbException exception) when (exception.IsTransient && attempt < 50)
            {
                // Connections of the pool that the old server has closed.
            }
        }
    }
}
