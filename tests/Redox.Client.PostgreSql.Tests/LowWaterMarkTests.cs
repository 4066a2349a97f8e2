using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Redox.Client.Receiving;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>Claims begin at a low-water mark, and still miss no message that becomes visible below it.</summary>
[Collection(nameof(PostgreSqlCluster))]
public sealed class LowWaterMarkTests(PostgreSqlCluster cluster)
{
    [PostgreSqlFact]
    public async Task Message_below_the_low_water_mark_is_found_within_a_minute()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var clock = new FakeTimeProvider();
        var inbox = Open(connectionString, time: clock);
        await RaiseLowWaterMarkAsync(inbox, clock);

        await ExecuteAsync(source, "insert into redox.inbox (id, destination, key, barrier, received_at, size) overriding system value values (0, '', '0', false, now(), 4); insert into redox.inbox_body values (0, 'late')");
        Assert.Empty(await ClaimAsync(inbox));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("late", Names(await ClaimAsync(inbox)));
    }

    [PostgreSqlFact]
    public async Task Message_that_another_process_replays_is_found_at_once_below_the_low_water_mark()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var (clock, other) = (new FakeTimeProvider(), Open(connectionString));
        var inbox = Open(connectionString, time: clock);
        await StoreAsync(inbox, "0", body: "parked");
        await ClaimAsync(inbox, 0, RedoxInboxResult.Parked((await ClaimAsync(inbox))[0].Lease, Noon, new("Exception")));
        await RaiseLowWaterMarkAsync(inbox, clock);

        await other.ReplayAsync("", [(await other.ListAsync("", RedoxInboxItemState.Parked, 0, 1))[0].Id]);
        Assert.Equal("parked", Names(await ClaimAsync(inbox)));
    }

    [PostgreSqlFact]
    public async Task Message_that_waits_for_its_retry_stays_above_the_low_water_mark()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var clock = new FakeTimeProvider();
        var inbox = Open(connectionString, time: clock);
        await StoreAsync(inbox, body: "first");
        await ClaimAsync(inbox, 0, RedoxInboxResult.Retry((await ClaimAsync(inbox))[0].Lease, Noon.AddHours(1), new("Exception")));
        await RaiseLowWaterMarkAsync(inbox, clock);
        await StoreAsync(inbox, body: "second");

        Assert.Empty(await ClaimAsync(inbox));
    }

    [PostgreSqlFact]
    public async Task Message_that_took_long_to_store_comes_before_later_ones_of_its_key()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var clock = new FakeTimeProvider();
        var (receiver, worker) = (Open(connectionString, time: clock), Open(connectionString, time: clock));
        await worker.CountAsync(""); // Creates the tables.
        await using var connection = await source.OpenConnectionAsync();
        await using var same = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("insert into redox.inbox (destination, log_id, barrier, received_at, size) values ('', 'log', false, now(), 2)", connection, same);
        await insert.ExecuteNonQueryAsync();
        var storing = StoreAsync(receiver, "k", "log", "slow"); // Has its ID, and waits for the other one with its log ID.
        while (await ScalarAsync<long>(source, "select count(*) from pg_locks where not granted") == 0)
        {
            Assert.False(storing.IsCompleted);
        }

        await RaiseLowWaterMarkAsync(worker, clock);
        await same.RollbackAsync();
        Assert.True(await storing);
        await StoreAsync(receiver, "k", body: "later");

        Assert.Equal("slow", Names(await ClaimAsync(worker)));
    }

    /// <summary>The process that stored it was killed before it could say that it took long. Another one may have found it, and given it back.</summary>
    [PostgreSqlTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Message_that_is_delivered_again_comes_before_later_ones_of_its_key(int claims)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var clock = new FakeTimeProvider();
        var inbox = Open(connectionString, time: clock);
        await RaiseLowWaterMarkAsync(inbox, clock);
        await ExecuteAsync(source, $"insert into redox.inbox (id, destination, log_id, key, barrier, received_at, size, fence) overriding system value values (0, '', 'log', 'k', false, now(), 4, {claims}); insert into redox.inbox_body values (0, 'slow')");

        Assert.False(await StoreAsync(inbox, "k", "log", "slow"));
        await StoreAsync(inbox, "k", body: "later");

        Assert.Equal("slow", Names(await ClaimAsync(inbox)));
    }

    // What is handled first lies below the mark then.
    private static async Task RaiseLowWaterMarkAsync(IRedoxInbox inbox, FakeTimeProvider clock)
    {
        for (var time = 0; time < 4; time++)
        {
            await StoreAsync(inbox, key: null);
            await ClaimAsync(inbox, 0, [.. (await ClaimAsync(inbox)).Select(entry => RedoxInboxResult.Completed(entry.Lease, Noon))]);
            clock.Advance(TimeSpan.FromSeconds(6));
        }
    }
}
