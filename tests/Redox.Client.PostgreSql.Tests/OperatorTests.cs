using System.Globalization;
using Npgsql;
using Redox.Client.Receiving;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>What an operator sees and does when there are many messages, or odd ones.</summary>
[Collection(nameof(PostgreSqlCluster))]
public sealed class OperatorTests(PostgreSqlCluster cluster)
{
    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_before_one_that_another_session_has_locked_are_changed(bool discards)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox);
        await ExecuteAsync(source, """
            with m as (insert into redox.inbox (destination, barrier, received_at, size, parked_at) select '', false, now(), 0, now() from generate_series(1, 2500) returning id)
            insert into redox.inbox_body select id, '' from m
            """);
        var operations = Operations(new NpgsqlConnectionStringBuilder(connectionString) { Options = "-c lock_timeout=100" }.ConnectionString);
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("select from redox.inbox where id = 1500 for update", connection);
            await hold.ExecuteNonQueryAsync();

            var failure = await Assert.ThrowsAsync<RedoxInboxUnavailableException>(() => ChangeAsync());

            Assert.Contains("55P03", failure.Message, StringComparison.Ordinal);
            Assert.Equal((discards ? 1 : 1001, 1500), await CountAsync());
            Assert.Equal(discards ? 1 : 1001, (await ClaimAsync(inbox, 10_000)).Count);
        }

        Assert.Equal(1500, await ChangeAsync());
        Assert.Equal(discards ? 1L : 2501, await ScalarAsync<long>(source, "select count(*) from redox.inbox_body"));

        Task<int> ChangeAsync() => discards ? operations.DiscardAsync(RedoxParkedMessages.All) : operations.ReplayAsync(RedoxParkedMessages.All);

        async Task<(long Waiting, long Parked)> CountAsync() => await operations.CountAsync() is var counts ? (counts.Waiting, counts.Parked) : default;
    }

    [PostgreSqlFact]
    public async Task Messages_behind_one_are_counted_up_to_a_thousand()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox, "other");
        await ExecuteAsync(source, "insert into redox.inbox (destination, key, barrier, received_at, size) select '', 'a', false, now(), 0 from generate_series(1, 1003)");

        var items = await inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 2000);

        Assert.Equal([0, 1000, 1000, 1000, 999], items.Take(5).Select(item => item.Behind));
        Assert.Equal(0, items[^1].Behind);
    }

    [PostgreSqlTheory]
    [InlineData("20000-01-01", "9999-12-31")]
    [InlineData("infinity", "9999-12-31")]
    [InlineData("0044-03-15 BC", "0001-01-01")]
    [InlineData("-infinity", "0001-01-01")]
    public async Task Message_with_an_impossible_time_or_number_does_not_hide_the_others(string time, string shown)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var inbox = Open(connectionString);
        await StoreAsync(inbox);
        await ExecuteAsync(source, $"""
            update redox.inbox set received_at = '{time}', attempts = {int.MaxValue}, deaths = {int.MinValue}, fence = {long.MaxValue}, size = {long.MaxValue}, retry_at = '2026-03-02 12:00:00.123456+00'
            """);
        await StoreAsync(inbox);

        var waiting = await inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 10);
        Assert.Equal([shown, "2026-03-02"], waiting.Select(item => item.ReceivedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(Noon.AddMicroseconds(123_456), waiting[0].RetryAt);
        Assert.Equal(waiting[0].ReceivedAt, (await inbox.CountAsync("")).OldestReceivedAt);
        await ExecuteAsync(source, $"update redox.inbox set parked_at = '{time}'");
        var parked = await inbox.ListAsync("", RedoxInboxItemState.Parked, 0, 10);
        Assert.Equal([shown, shown], parked.Select(item => item.ParkedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(2, await inbox.ReplayAsync("", [.. parked.Select(item => item.Id)]));
    }
}
