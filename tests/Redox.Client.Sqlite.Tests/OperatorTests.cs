using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>What an operator sees and does when there are many messages, or odd ones.</summary>
public sealed class OperatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;
    private readonly ServiceProvider _services;

    public OperatorTests()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UseSqliteInbox($"Data Source={Database}");
        _services = services.BuildServiceProvider();
    }

    private string Database => Path.Combine(_folder, "inbox.db");

    private IRedoxInbox Inbox => _services.GetRequiredKeyedService<IRedoxInbox>("");

    private RedoxInboxOperations Operations => _services.GetRequiredService<RedoxInboxOperations>();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_before_one_that_cannot_be_changed_are_changed(bool discards)
    {
        await Inbox.CountAsync("");
        Sql(Many(2500, "NULL", "1") + "INSERT INTO redox_inbox_body SELECT id, x'00' FROM redox_inbox");
        Sql("CREATE TRIGGER hold BEFORE UPDATE ON redox_inbox WHEN new.id = 1500 BEGIN SELECT RAISE(ABORT, 'held'); END");

        await Assert.ThrowsAsync<RedoxInboxUnavailableException>(() => ChangeAsync());

        var counts = await Operations.CountAsync();
        Assert.Equal((discards ? 0 : 1000, 1500), (counts.Waiting, counts.Parked));
        Sql("DROP TRIGGER hold");
        Assert.Equal(1500, await ChangeAsync());
        Assert.Equal(discards ? 0L : 2500, Sql("SELECT count(*) FROM redox_inbox_body"));

        Task<int> ChangeAsync() => discards ? Operations.DiscardAsync(RedoxParkedMessages.All) : Operations.ReplayAsync(RedoxParkedMessages.All);
    }

    [Fact]
    public async Task Messages_behind_one_are_counted_up_to_a_thousand()
    {
        await Inbox.CountAsync("");
        Sql(Many(1, "'other'", "NULL") + Many(1003, "'a'", "NULL"));

        var items = await Inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 2000);

        Assert.Equal([0, 1000, 1000, 1000, 999], items.Take(5).Select(item => item.Behind));
        Assert.Equal(0, items[^1].Behind);
    }

    [Theory]
    [InlineData(long.MaxValue, "9999-12-31")]
    [InlineData(long.MinValue, "0001-01-01")]
    public async Task Message_with_an_impossible_time_does_not_hide_the_others(long ticks, string shown)
    {
        await Inbox.CountAsync("");
        Sql(Many(2, "''", "NULL") + $"UPDATE redox_inbox SET received_at = {ticks} WHERE id = 1");

        var waiting = await Inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 10);
        Assert.Equal([shown, "0001-01-01"], waiting.Select(item => item.ReceivedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(waiting[0].ReceivedAt, (await Inbox.CountAsync("")).OldestReceivedAt);
        Sql($"UPDATE redox_inbox SET parked_at = {ticks}");
        Assert.Equal([shown, shown], (await Inbox.ListAsync("", RedoxInboxItemState.Parked, 0, 10)).Select(item => item.ParkedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Many(int count, string key, string parkedAt) => $"""
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})
        INSERT INTO redox_inbox (destination, key, received_at, size, parked_at) SELECT '', {key}, 0, 1, {parkedAt} FROM number;
        """;

    private object? Sql(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        return command.ExecuteScalar();
    }
}
