using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Several applications on one file: all of them handle, each message once, and those of a key one at a time.</summary>
public sealed class InboxLeaseTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Database => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task Two_applications_on_a_file_handle_each_message_once()
    {
        var handled = new ConcurrentQueue<string?>();
        await using var first = await StartAsync();
        await using var second = await StartAsync();

        for (var number = 0; number < 40; number++)
        {
            Assert.Equal(RedoxDestinationOutcome.Stored, (await (number % 2 == 0 ? first : second).PostAsync($"{number}")).Outcome);
        }

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await first.PostAsync("1")).Outcome);
        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await second.PostAsync("0")).Outcome);
        await first.WaitingAsync(0);
        Assert.Equal(Enumerable.Range(0, 40), handled.Select(logId => int.Parse(logId!, CultureInfo.InvariantCulture)).Order());

        await first.StopAsync();
        await second.PostAsync("a");
        await second.WaitingAsync(0);
        Assert.Equal(41, handled.Count);

        Task<InboxApplication> StartAsync() => InboxApplication.StartAsync(
            Database,
            (delivery, _) =>
            {
                handled.Enqueue(delivery.LogId);
                return Task.CompletedTask;
            },
            options => options.Key = InboxKey.None);
    }

    [Fact]
    public async Task A_handler_that_has_completed_its_message_goes_on_when_heartbeats_come()
    {
        var (begun, token) = (0, CancellationToken.None);
        await using var app = await InboxApplication.StartAsync(
            Database,
            async (delivery, cancellationToken) =>
            {
                if (delivery.LogId == "completed")
                {
                    token = cancellationToken;
                    await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
                    await connection.OpenAsync(cancellationToken);
                    await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                    await delivery.CompleteWithAsync(transaction, cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                }

                Interlocked.Increment(ref begun);
                await _gate.Task;
            },
            options => options.Key = InboxKey.None);
        await app.PostAsync("completed");
        await app.PostAsync("running");
        await app.UntilAsync(() => Volatile.Read(ref begun) == 2);

        for (var heartbeat = 0; heartbeat < 2; heartbeat++)
        {
            var before = LeaseUntil();
            await app.UntilAsync(() => LeaseUntil() > before, Second);
        }

        Assert.False(token.IsCancellationRequested);
        Assert.DoesNotContain("taken over", app.App.Log, StringComparison.Ordinal);
        _gate.SetResult();
        await app.WaitingAsync(0);

        long LeaseUntil()
        {
            using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT max(lease_until) FROM redox_inbox";
            return (long)command.ExecuteScalar()!;
        }
    }

    [Fact]
    public async Task A_message_waits_while_another_application_handles_the_one_before_it()
    {
        await using var first = await InboxApplication.StartAsync(Database, (_, _) => _gate.Task);
        await first.PostAsync("a");
        await first.HandledAsync(1);
        await using var second = await InboxApplication.StartAsync(Database);

        await second.PostAsync("b");
        await second.IdleAsync();
        second.App.Clock.Advance(TimeSpan.FromHours(1)); // Leases have the clock of SQLite, not that of the application.
        await second.IdleAsync();
        Assert.Empty(second.Journal);

        _gate.SetResult();
        await second.UntilAsync(() => first.Journal.Count + second.Journal.Count == 2, Second);
        await second.WaitingAsync(0);
    }

    [Fact]
    public async Task Application_that_stands_still_loses_its_message_and_cannot_complete_it()
    {
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // With one place: as long as it is occupied, the first one claims nothing itself.
        await using var first = await InboxApplication.StartAsync(Database, (_, _) => _gate.Task, configure: options => options.MaxConcurrency = 1);
        await first.PostAsync("a");
        await first.HandledAsync(1);
        Assert.Equal(1L, Sql("UPDATE redox_inbox SET lease_until = unixepoch('subsec') * 1000 - 1 WHERE lease_until IS NOT NULL RETURNING 1"));

        await using var second = await InboxApplication.StartAsync(Database, (_, _) => again.Task);
        await second.HandledAsync(1);
        _gate.SetResult();
        await first.IdleAsync();

        var running = Assert.Single(await first.WaitingAsync(1));
        Assert.Equal((RedoxInboxItemState.Running, 1), (running.State, running.Deaths));
        again.SetResult();
        await second.WaitingAsync(0);
        await second.IdleAsync();
        Assert.Equal(1L, Sql("SELECT count(*) FROM redox_inbox WHERE handled_at IS NOT NULL AND fence = 2"));
    }

    [Fact]
    public async Task The_file_itself_refuses_two_claims_of_a_key()
    {
        await using var app = await InboxApplication.StartAsync(Database, (_, _) => _gate.Task);
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.PostAsync("b");

        var refused = Assert.Throws<SqliteException>(() => Sql("UPDATE redox_inbox SET lease_until = 1 WHERE log_id = 'b'"));

        Assert.Equal(19, refused.SqliteErrorCode); // SQLITE_CONSTRAINT
        _gate.SetResult();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private object? Sql(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
