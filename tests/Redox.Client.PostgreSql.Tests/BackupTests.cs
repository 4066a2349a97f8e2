using Npgsql;
using Shared.InboxTroubles;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

[Collection(nameof(PostgreSqlCluster))]
public sealed class BackupTests(PostgreSqlCluster cluster)
{
    [PostgreSqlFact]
    public async Task Dump_that_is_made_while_messages_come_and_go_is_the_inbox_of_one_moment()
    {
        var (connectionString, restored) = (await cluster.CreateDatabaseAsync(), await cluster.CreateDatabaseAsync());

        await InboxBackup.IsOfOneMomentAsync(Open(connectionString), () =>
        {
            cluster.Copy(connectionString, restored);
            return Task.FromResult(Open(restored, options => options.CreateSchema = false));
        });
    }

    /// <summary>"Size" and "Deleted bodies" of docs/inbox.md.</summary>
    [PostgreSqlFact]
    public async Task Messages_that_were_handled_leave_their_log_IDs_and_later_ones_take_the_room_of_those_that_are_forgotten()
    {
        const int Count = 500;
        const int Length = 3000;
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        var first = await RoundAsync();

        Assert.Equal(Count, await inbox.ForgetAsync("", Noon.AddDays(1), Count));
        await VacuumAsync();
        Assert.InRange(await RoundAsync(), 0, first * 3 / 2);

        async Task<long> RoundAsync()
        {
            for (var number = 0; number < Count; number++)
            {
                var body = new byte[Length];
                Random.Shared.NextBytes(body); // Does not shrink.
                await inbox.StoreAsync(new() { Destination = "", LogId = $"{Guid.NewGuid()}", Key = $"{number}", ReceivedAt = Noon, Body = body });
            }

            Assert.InRange(await SizeAsync("redox.inbox_body"), Count * Length, int.MaxValue);
            while (await ClaimAsync(inbox, 500) is { Count: > 0 } entries)
            {
                await ClaimAsync(inbox, 0, [.. entries.Select(entry => Receiving.RedoxInboxResult.Completed(entry.Lease, Noon))]);
            }

            await VacuumAsync();
            Assert.InRange(await SizeAsync("redox.inbox_body"), 0, Count * Length / 5);
            return await SizeAsync("redox.inbox");
        }

        Task<long> SizeAsync(string table) => ScalarAsync<long>(source, $"select pg_total_relation_size('{table}')");

        Task VacuumAsync() => ExecuteAsync(source, "vacuum redox.inbox, redox.inbox_body");
    }
}
