using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Clocks that are set, and applications that stand still: neither forgets a message nor delays one.</summary>
public sealed class InboxTimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task Downtime_forgets_nothing()
    {
        await using (var first = await InboxApplication.StartAsync(Database))
        {
            await first.PostAsync("a");
            await first.HandledAsync(1);
            await first.IdleAsync();
        }

        await using var second = await InboxApplication.StartAsync(Database, standstill: TimeSpan.FromDays(8));
        await second.IdleAsync();
        second.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await second.IdleAsync();
        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await second.PostAsync("a")).Outcome);

        second.App.Clock.Advance(TimeSpan.FromDays(6));
        await second.IdleAsync();
        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await second.PostAsync("a")).Outcome);
    }

    [Fact]
    public async Task The_time_of_several_processes_is_added_up()
    {
        for (var day = 0; day < 3; day++)
        {
            await using var app = await InboxApplication.StartAsync(Database);
            Assert.Equal(day == 0 ? RedoxDestinationOutcome.Stored : RedoxDestinationOutcome.Duplicate, (await app.PostAsync("a")).Outcome);
            await app.IdleAsync();
            app.App.Clock.Advance(TimeSpan.FromHours(60));
            await app.IdleAsync();
        }

        await using var last = await InboxApplication.StartAsync(Database);
        await last.UntilStoredAsync("a");
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_forgets_nothing()
    {
        await using var app = await InboxApplication.StartAsync(Database);
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.IdleAsync();

        app.SetClock(TimeSpan.FromDays(8));
        await app.PostAsync("b");
        await app.HandledAsync(2);
        await app.IdleAsync();
        app.SetClock(TimeSpan.FromDays(-8));

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await app.PostAsync("a")).Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_clock_that_was_set_back_delays_no_retry(int parallelism)
    {
        await using var app = await InboxApplication.StartAsync(Database, (_, _) => throw new InvalidOperationException(), options => (options.Key, options.MaxConcurrency) = (parallelism == 1 ? InboxKey.Destination : InboxKey.None, parallelism));
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.IdleAsync();

        app.SetClock(TimeSpan.FromHours(-1));
        await AdvanceAsync(app, TimeSpan.FromSeconds(3));

        await app.HandledAsync(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Clock_set_back_during_downtime_delays_no_retry(int parallelism)
    {
        await using (var first = await InboxApplication.StartAsync(
            Database, (_, _) => throw new InvalidOperationException(), options => (options.Key, options.MaxConcurrency) = (parallelism == 1 ? InboxKey.Destination : InboxKey.None, parallelism), standstill: TimeSpan.FromHours(5)))
        {
            await first.PostAsync("a");
            await first.HandledAsync(1);
            await first.IdleAsync();
        }

        await using var second = await InboxApplication.StartAsync(Database, configure: options => (options.Key, options.MaxConcurrency) = (parallelism == 1 ? InboxKey.Destination : InboxKey.None, parallelism));
        await second.IdleAsync();
        await AdvanceAsync(second, TimeSpan.FromSeconds(3));
        await second.HandledAsync(1);
    }

    /// <summary>Messages that wait, run and are retried, and log IDs that are to be forgotten.</summary>
    [Fact]
    public async Task A_clock_that_is_set_back_an_hour_holds_up_nothing()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = await InboxApplication.StartAsync(
            Database,
            (delivery, _) => delivery.LogId switch { "held" => mayEnd.Task, "failing" => throw new InvalidOperationException(), _ => Task.CompletedTask },
            options => options.Key = InboxKey.None);
        await app.PostAsync("held");
        await app.PostAsync("failing");
        await app.HandledAsync(2);
        await app.UntilAsync(() => app.App.Log.Contains("1 attempt(s) failed", StringComparison.Ordinal));

        app.SetClock(TimeSpan.FromHours(-1));
        await app.PostAsync("after");
        await app.HandledAsync(3); // At once.
        app.App.Clock.Advance(TimeSpan.FromSeconds(3)); // The retry is due.
        await app.HandledAsync(4);
        app.App.Clock.Advance(TimeSpan.FromMinutes(2)); // Heartbeats keep the one that runs.
        await app.WaitingAsync(2); // The one that runs, and the one that fails.
        Assert.Contains(await app.Inbox.ListAsync("", RedoxInboxItemState.Running, 0, 10), item => item.LogId == "held");
        mayEnd.SetResult();
        await app.WaitingAsync(1);

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await app.PostAsync("held")).Outcome);
        for (var hours = 0; hours <= (7 * 24) + 1; hours++)
        {
            app.App.Clock.Advance(TimeSpan.FromHours(1));
        }

        await app.UntilStoredAsync("after"); // After seven days and at most an hour, not after another one.
        Assert.DoesNotContain("taken over", app.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("process died", app.App.Log, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // No more time than this, in steps that the timers of a standing clock see.
    private static async Task AdvanceAsync(InboxApplication app, TimeSpan time)
    {
        for (var step = 0; step < 30; step++)
        {
            app.App.Clock.Advance(time / 30);
            await app.IdleAsync();
        }
    }
}
