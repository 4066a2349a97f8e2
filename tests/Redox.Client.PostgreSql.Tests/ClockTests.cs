using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Redox.Client.Receiving;
using Shared.InboxTroubles;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>The clock of the server is set back an hour.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PostgreSqlCluster _cluster = new() { HasOwnClock = true };

    public Task InitializeAsync() => PostgreSqlPrograms.FakeTime is null ? Task.CompletedTask : _cluster.InitializeAsync();

    public Task DisposeAsync() => PostgreSqlPrograms.FakeTime is null ? Task.CompletedTask : _cluster.DisposeAsync();

    [ClockFact]
    public async Task Process_that_lives_keeps_its_messages_and_its_next_heartbeat_puts_its_leases_right()
    {
        var (connectionString, clock) = (await _cluster.CreateDatabaseAsync(), new FakeTimeProvider());
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var server = await InboxServer.StartAsync(clock, destination => destination.UsePostgreSqlInbox(connectionString));
        await server.DeliverAsync(InboxServer.Held);
        await server.UntilAsync(() => server.Handled.Count == 1);

        _cluster.SetClock(-Hour);
        Assert.Empty(await ClaimAsync(Open(connectionString)));
        while (await ScalarAsync<bool>(source, "select lease_until > clock_timestamp() + interval '30 seconds' from redox.inbox"))
        {
            clock.Advance(TimeSpan.FromSeconds(10)); // The heartbeat.
        }

        await server.DeliverAsync("after");
        Assert.Equal(200, (await server.SendAsync(InboxServer.Held)).Status); // It is known.
        server.Release();
        await server.UntilAsync(() => server.Handled.Count == 2);
        await server.UntilEmptyAsync();
        Assert.Equal([InboxServer.Held, "after"], server.Handled);
        Assert.Empty(server.Logged(InboxServer.InboxFailed, InboxServer.ProcessDied, InboxServer.LeaseLost, InboxServer.ResultRefused));
    }

    [ClockFact]
    public async Task What_a_process_held_that_died_before_its_next_heartbeat_is_taken_over_an_hour_later()
    {
        var connectionString = await _cluster.CreateDatabaseAsync();
        var (died, other) = (Open(connectionString), Open(connectionString));
        await StoreAsync(died, body: "held");
        var entry = Assert.Single(await ClaimAsync(died)); // For ten minutes.

        _cluster.SetClock(-Hour);
        Assert.Empty(await ClaimAsync(other));
        _cluster.SetClock(-Hour + TimeSpan.FromMinutes(69));
        Assert.Empty(await ClaimAsync(other));
        _cluster.SetClock(-Hour + TimeSpan.FromMinutes(71));
        Assert.Equal("held", Names(await ClaimAsync(other)));
        Assert.Equal([entry.Lease], (await died.ClaimAsync(new()
        {
            Destination = "",
            Count = 0,
            Lease = Hour,
            DueBy = Noon,
            Results = [RedoxInboxResult.Completed(entry.Lease, Noon)],
        })).Lost);
    }
}
