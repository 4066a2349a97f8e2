using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>One handler beside others: what it holds up, how long it may take, and what is told of it.</summary>
public sealed class InboxLaneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_hangs_holds_up_only_its_own_lane(bool onSqlite)
    {
        await using var app = await InboxApplication.StartAsync(
            destination => _ = onSqlite
                ? destination.UseSqliteInbox($"Data Source={Database}", options => (options.Key, options.MaxConcurrency) = (InboxKey.None, 4))
                : destination.UseInbox(_ => new TroubledInbox(), options => (options.Key, options.MaxConcurrency) = (InboxKey.None, 4)),
            (delivery, _) => delivery.LogId == "2" ? _gate.Task : Task.CompletedTask);

        for (var number = 0; number < 40; number++)
        {
            await app.PostAsync($"{number}");
        }

        await app.HandledAsync(40);
        await app.WaitingAsync(1);
        _gate.SetResult();
        await app.WaitingAsync(0);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_holds_up_only_its_own_lane()
    {
        using var blocked = new ManualResetEventSlim();
        await using var app = await InboxApplication.StartAsync(
            Database, (delivery, _) => Task.FromResult(delivery.LogId != "a" || blocked.Wait(TimeSpan.FromSeconds(20), CancellationToken.None)), options => (options.Key, options.MaxConcurrency) = (InboxKey.None, 2));

        await app.PostAsync("a");
        await app.PostAsync("b");
        await app.PostAsync("c");

        await app.HandledAsync(3);
        await app.WaitingAsync(1);
        blocked.Set();
    }

    [Fact]
    public async Task Long_running_handler_is_logged_after_1_5_15_30_and_60_minutes()
    {
        await using var app = await InboxApplication.StartAsync(Database, (_, _) => _gate.Task);
        await app.PostAsync(TestDestination.LogId);
        await app.HandledAsync(1);

        foreach (var minutes in (int[])[1, 5, 15, 30, 60])
        {
            var told = $"The handler of Scheduling.New (log {TestDestination.LogId}), from the inbox of the destination 'default', has been running for {minutes} minute(s)";
            await app.UntilAsync(() => app.App.Log.Contains(told, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        }

        Assert.Equal(5, app.App.Log.Split("has been running for").Length - 1);
        _gate.SetResult();
    }

    [Fact]
    public async Task Handler_over_its_time_limit_is_cancelled()
    {
        var tokens = new ConcurrentQueue<CancellationToken>();
        await using var app = await InboxApplication.StartAsync(
            Database,
            async (_, cancellationToken) =>
            {
                tokens.Enqueue(cancellationToken);
                await _gate.Task.WaitAsync(cancellationToken);
            },
            options => options.HandlerTimeout = TimeSpan.FromSeconds(30));
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.UntilAsync(() => !tokens.IsEmpty);

        app.App.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(tokens.Single().IsCancellationRequested);
        app.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.UntilAsync(() => app.App.Log.Contains("1 attempt(s) failed", StringComparison.Ordinal));

        Assert.Contains("has run for HandlerTimeout (00:00:30): its token is cancelled", app.App.Log, StringComparison.Ordinal);
        await app.IdleAsync(); // The result is recorded.
        Assert.Equal(1, Assert.Single(await app.WaitingAsync(1)).Attempts);
        _gate.SetResult();
        await app.UntilAsync(() => tokens.Count == 2, TimeSpan.FromSeconds(1));
        await app.WaitingAsync(0);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_keeps_its_lane_and_may_still_succeed()
    {
        await using var app = await InboxApplication.StartAsync(
            Database, (delivery, _) => delivery.LogId == "a" ? _gate.Task : Task.CompletedTask, options => options.HandlerTimeout = TimeSpan.FromSeconds(30));
        await app.PostAsync("a");
        await app.PostAsync("b");
        await app.HandledAsync(1);
        await app.UntilAsync(() => app.App.Log.Contains("its token is cancelled", StringComparison.Ordinal), TimeSpan.FromSeconds(1));

        Assert.Single(app.Journal);
        _gate.SetResult();
        await app.WaitingAsync(0);
        Assert.Equal(2, app.Journal.Count);
    }

    [Fact]
    public async Task Database_failure_is_logged_by_code_without_text()
    {
        var inbox = new TroubledInbox { Failure = new TroubledDatabaseException("40001") };
        await using var app = await InboxApplication.StartAsync(destination => destination.UseInbox(_ => inbox));
        inbox.StoreFailures = 1;
        await app.PostAsync("a");
        inbox.Failure = new TroubledDatabaseException("PATIENT in the state");
        inbox.StoreFailures = 1;
        await app.PostAsync("a");

        Assert.Contains("could not be stored in the inbox (TroubledDatabaseException 7 40001)", app.App.Log, StringComparison.Ordinal);
        Assert.Contains("could not be stored in the inbox (TroubledDatabaseException 7)", app.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("PATIENT", app.App.Log, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class TroubledDatabaseException(string state) : DbException("PATIENT")
    {
        public override int ErrorCode => 7;

        public override string SqlState => state;
    }
}
