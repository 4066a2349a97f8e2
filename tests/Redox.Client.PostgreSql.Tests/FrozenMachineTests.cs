using System.Data.Common;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Redox.Client.Receiving;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>A machine that froze while messages were sent to it: for the server, its claim goes on until its lease would be over.</summary>
[Collection(nameof(TroubledServer))]
public sealed class FrozenMachineTests(PostgreSqlCluster cluster)
{
    private const int LargeBody = 48_000_000; // More than the sockets on the way hold.

    [PostgreSqlFact]
    public async Task Replay_ends_and_claims_of_others_go_on()
    {
        await using var frozen = await FreezeAsync();
        var id = await ParkAsync(frozen.Source, "parked", isBarrier: false);
        var replay = frozen.Inbox.ReplayAsync("", [id]);
        await StoreAsync(frozen.Inbox, body: "small");

        Assert.Equal("small", Names(await ClaimAsync(frozen.Inbox)));
        Assert.Equal("55P03", (await Assert.ThrowsAnyAsync<DbException>(() => replay)).SqlState);
    }

    [PostgreSqlFact]
    public async Task Barrier_waits()
    {
        await using var frozen = await FreezeAsync();
        await ParkAsync(frozen.Source, "barrier", isBarrier: true);
        await ExecuteAsync(frozen.Source, "update redox.inbox set parked_at = null where id = 0; insert into redox.inbox_clock as c (destination, resets) values ('', 1) on conflict (destination) do update set resets = c.resets + 1"); // As a replay does.

        Assert.Empty(await ClaimAsync(frozen.Inbox));
    }

    [PostgreSqlFact]
    public async Task New_generation_of_claims_is_put_off()
    {
        await using var frozen = await FreezeAsync();
        await ExecuteAsync(frozen.Source, """
            with m as (insert into redox.inbox (destination, barrier, received_at, size) select '', false, now(), 2 from generate_series(1, 5001) returning id)
            insert into redox.inbox_body select id, '{}' from m
            """);
        var counts = new List<int>();
        do
        {
            counts.Add((await ClaimAsync(frozen.Inbox, 500)).Count);
        }
        while (counts[^1] > 0);

        Assert.Equal(5001, counts.Sum());
        Assert.Equal(0L, await ScalarAsync<long>(frozen.Source, "select count(*) from redox.inbox_clock where generation > 0"));
    }

    [PostgreSqlFact]
    public async Task Message_is_taken_over_once_its_lease_would_be_over()
    {
        await using var frozen = await FreezeAsync(TimeSpan.FromSeconds(3));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var claimed = new List<string>();
        while (claimed.Count == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            claimed.AddRange((await ClaimAsync(frozen.Inbox)).Select(entry => $"{entry.Body.Length} bytes, {entry.Deaths} deaths"));
        }

        Assert.Equal([$"{LargeBody} bytes, 0 deaths"], claimed);
    }

    [PostgreSqlFact]
    public async Task Lease_begins_when_the_messages_have_arrived()
    {
        var lease = TimeSpan.FromMinutes(10);
        var clock = new FakeTimeProvider();
        await using var frozen = await FreezeAsync(lease, clock);
        clock.Advance(lease / 2);
        var resumed = await ScalarAsync<DateTime>(frozen.Source, "select clock_timestamp()");
        frozen.Network.Resume();
        await frozen.Claim;

        Assert.InRange(await ScalarAsync<DateTime>(frozen.Source, "select lease_until from redox.inbox"), resumed + lease, DateTime.MaxValue);
    }

    private static async Task<long> ParkAsync(NpgsqlDataSource source, string body, bool isBarrier)
    {
        await ExecuteAsync(source, $"""
            insert into redox.inbox (id, destination, barrier, received_at, size, parked_at) overriding system value values (0, '', {isBarrier}, now(), 2, now());
            insert into redox.inbox_body values (0, '{body}')
            """);
        return 0;
    }

    private async Task<Frozen> FreezeAsync(TimeSpan? lease = null, TimeProvider? clock = null)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var inbox = Open(connectionString);
        await inbox.StoreAsync(new() { Destination = "", LogId = null, Key = "large", ReceivedAt = Noon, Body = new byte[LargeBody] });
        var network = new StalledNetwork(new NpgsqlConnectionStringBuilder(connectionString).Port, stallAfter: LargeBody / 4);
        var machine = Open(new NpgsqlConnectionStringBuilder(connectionString) { Port = network.Port }.ConnectionString, time: clock);
        var claim = machine.ClaimAsync(new() { Destination = "", Count = 10, Lease = lease ?? TimeSpan.FromMinutes(10), DueBy = Noon });
        await network.Stalled;
        return new(NpgsqlDataSource.Create(connectionString), inbox, network, claim);
    }

    private sealed record Frozen(NpgsqlDataSource Source, IRedoxInbox Inbox, StalledNetwork Network, Task Claim) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Network.Dispose();
            await Claim.ContinueWith(_ => { }, TaskScheduler.Default); // It has failed, unless the test has let it go on.
            await Source.DisposeAsync();
        }
    }
}
