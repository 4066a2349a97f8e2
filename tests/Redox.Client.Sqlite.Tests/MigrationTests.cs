using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Files of earlier versions, with messages that were waiting, retried, parked and handled.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_file_of_an_earlier_version_is_taken_over_with_all_that_is_in_it(int version)
    {
        Copy(version);
        var handled = new ConcurrentQueue<string?>();
        await using var app = await InboxApplication.StartAsync(Database, (delivery, _) =>
        {
            handled.Enqueue(delivery.LogId);
            return Task.CompletedTask;
        });

        await app.HandledAsync(1);
        await app.IdleAsync();
        Assert.Equal(["waiting"], handled);
        Assert.Equal("retried", Assert.Single(await app.WaitingAsync(1)).LogId);
        app.App.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.IdleAsync(); // Looks at the inbox at this time: a look that began before may have read the clock before.
        await app.HandledAsync(2);
        var parked = Assert.Single(await app.ParkedAsync());
        Assert.Equal(("parked", 1), (parked.LogId, parked.Attempts));
        Assert.Equal(1, await app.Inbox.ReplayAsync("", [parked.Id]));
        await app.IdleAsync();
        await app.HandledAsync(3);
        await app.WaitingAsync(0);
        Assert.Equal(["waiting", "retried", "parked"], handled);

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await app.PostAsync("handled")).Outcome);
        Assert.Equal(3L, Sql("PRAGMA user_version"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Migrated_messages_are_as_they_were(int version)
    {
        Copy(version);
        var before = Sql("SELECT group_concat(quote(body), ' ') FROM (SELECT body FROM redox_inbox WHERE handled_at IS NULL ORDER BY id)");
        var rows = Sql("SELECT group_concat(id || log_id || received_at || attempts || retry_at || (parked = 1) || ifnull(handled_at, '-'), ' ') FROM (SELECT * FROM redox_inbox ORDER BY id)");
        var lastId = Sql("SELECT seq FROM sqlite_sequence WHERE name = 'redox_inbox'");

        await using (var app = await InboxApplication.StartAsync(Database, (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken)))
        {
            Assert.Equal(before, Sql("SELECT group_concat(quote(body), ' ') FROM (SELECT body FROM redox_inbox_body ORDER BY id)"));
            Assert.Equal(rows, Sql("SELECT group_concat(id || log_id || received_at || attempts || retry_at || (parked_at IS NOT NULL) || ifnull(handled_at, '-'), ' ') FROM (SELECT * FROM redox_inbox ORDER BY id)"));
            Assert.Equal(lastId, Sql("SELECT seq FROM sqlite_sequence WHERE name = 'redox_inbox'"));
            Assert.Equal(0L, Sql("SELECT count(*) FROM redox_inbox WHERE key IS NOT (CASE WHEN handled_at IS NULL THEN '' END) OR (handled_at IS NULL AND size <> 78 AND size <> 79)"));
            Assert.Equal(638451539400000000L, Sql("SELECT time FROM redox_inbox_clock WHERE destination = ''")); // The last handling: downtime does not count.
        }

        var end = DateTimeOffset.UtcNow.UtcTicks; // Parked at some time, so from now on.
        Assert.InRange((long)Sql("SELECT parked_at FROM redox_inbox WHERE log_id = 'parked'")!, end - TimeSpan.TicksPerHour, end);
        Assert.Equal("ok", Sql("PRAGMA integrity_check"));
        Assert.Equal(0L, Sql("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%before%' OR name = 'redox_inbox_owner'"));
    }

    [Fact]
    public async Task Applications_that_start_at_once_migrate_a_file_once()
    {
        for (var round = 0; round < 10; round++)
        {
            Copy(2, overwrite: true);

            var apps = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => InboxApplication.StartAsync(Database))));

            await apps[0].UntilAsync(() => apps.Sum(app => app.Journal.Count) == 1);
            foreach (var app in apps)
            {
                await app.DisposeAsync();
            }

            Assert.Equal(5L, Sql("SELECT count(*) FROM redox_inbox"));
        }
    }

    /// <summary>A program of version 2 that is still running: what it could not do stays to be done.</summary>
    [Theory]
    [InlineData("INSERT INTO redox_inbox (destination, log_id, received_at, body) VALUES ('', 'new', 1, x'7b7d') ON CONFLICT (destination, log_id) WHERE log_id IS NOT NULL DO NOTHING")]
    [InlineData("SELECT id, received_at, attempts, retry_at, deaths, length(body), body FROM redox_inbox INDEXED BY redox_inbox_waiting WHERE destination = '' AND handled_at IS NULL AND parked = 0 ORDER BY id LIMIT 1")]
    [InlineData("UPDATE redox_inbox SET handled_at = 1, body = NULL WHERE id = 2")]
    [InlineData("UPDATE redox_inbox SET attempts = attempts + 1, parked = 1 WHERE id = 2")]
    [InlineData("UPDATE redox_inbox SET attempts = 0, retry_at = 0, deaths = 0, parked = 0 WHERE destination = '' AND parked = 1")]
    public async Task Earlier_program_can_neither_store_nor_complete_after_the_migration(string statement)
    {
        Copy(2);
        Sql(statement.Replace("'new'", "'old'", StringComparison.Ordinal)); // Until then it could.
        Copy(2, overwrite: true);
        await using var app = await InboxApplication.StartAsync(Database, (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));

        Assert.Equal(1, Assert.Throws<SqliteException>(() => Sql(statement)).SqliteErrorCode); // SQLITE_ERROR: it answers 500.
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Copy(int version, bool overwrite = false)
    {
        File.Delete($"{Database}-wal");
        File.Delete($"{Database}-shm");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Files", string.Create(CultureInfo.InvariantCulture, $"version-{version}.db")), Database, overwrite);
    }

    private object? Sql(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
