using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>What happens in an inbox because time has passed, and when: no earlier timer stands in for a later one.</summary>
public sealed class InboxTimerTests
{
    private readonly TroubledInbox _inbox = new(new FakeTimeProvider());

    [Fact]
    public async Task Message_of_another_process_is_found_within_two_seconds()
    {
        await using var app = await StartAsync();
        await app.IdleAsync();
        await _inbox.StoreAsync(new RedoxInboxMessage
        {
            Destination = "",
            LogId = "other",
            Key = null,
            ReceivedAt = app.App.Clock.GetUtcNow(),
            Body = System.Text.Encoding.UTF8.GetBytes(TestDestination.Appointment("other")),
        });

        app.App.Clock.Advance(TimeSpan.FromSeconds(2));

        await app.HandledAsync(1);
    }

    [Fact]
    public async Task Retry_that_is_due_soon_does_not_wait_for_the_next_poll()
    {
        var fails = true;
        await using var app = await StartAsync(options => options.RetryDelay = TimeSpan.FromMilliseconds(100), () => fails);
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.IdleAsync();
        fails = false;

        app.App.Clock.Advance(TimeSpan.FromMilliseconds(100));

        await app.HandledAsync(2);
    }

    [Fact]
    public async Task Retry_that_is_due_waits_for_a_free_place_at_rest()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = await InboxApplication.StartAsync(
            destination => destination.UseInbox(_ => _inbox, options => (options.Key, options.MaxConcurrency, options.RetryDelay) = (InboxKey.None, 1, TimeSpan.FromSeconds(20))),
            (delivery, _) => delivery.LogId == "failing" ? throw new InvalidOperationException() : mayEnd.Task);
        await app.PostAsync("failing");
        await app.HandledAsync(1);
        await app.IdleAsync();
        await app.PostAsync("long");
        await app.HandledAsync(2);
        for (var seconds = 0; seconds < 30; seconds++)
        {
            var claims = _inbox.Claims;
            app.App.Clock.Advance(TimeSpan.FromSeconds(1));
            for (var turn = 0; turn < 20 && _inbox.Claims == claims; turn++)
            {
                await Task.Yield();
            }
        }

        var reads = app.ClockReads;
        for (var turn = 0; turn < 1_000; turn++)
        {
            await Task.Yield();
        }

        Assert.InRange(app.ClockReads - reads, 0, 100);
        mayEnd.SetResult();
        await app.HandledAsync(3);
    }

    [Fact]
    public async Task Inbox_that_was_away_for_long_is_asked_twice_a_minute()
    {
        await using var app = await StartAsync(options => options.MaxRetryDelay = TimeSpan.FromHours(1));
        await app.IdleAsync();
        _inbox.ClaimFailures = 12;
        await app.PostAsync("a");

        await app.UntilAsync(() => _inbox.Handled == 1, TimeSpan.FromSeconds(1));

        Assert.InRange(app.App.Clock.GetUtcNow() - app.App.Clock.Start, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(100)); // Not after two hours.
    }

    [Fact]
    public async Task Clock_that_is_some_seconds_behind_does_not_shorten_the_longest_wait()
    {
        await using var app = await StartAsync(options => options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromMinutes(2), () => true);
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.IdleAsync();

        app.SetClock(TimeSpan.FromSeconds(-5));
        for (var seconds = 0; seconds < 60; seconds++)
        {
            app.App.Clock.Advance(TimeSpan.FromSeconds(1));
            await app.IdleAsync();
        }

        Assert.Single(app.Journal);
    }

    [Fact]
    public async Task Heartbeat_without_an_answer_is_given_up_and_made_up_for()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = await InboxApplication.StartAsync(
            destination => destination.UseInbox(_ => _inbox, options => (options.Lease, options.Heartbeat) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1))), (_, _) => mayEnd.Task);
        await app.PostAsync("a");
        await app.HandledAsync(1);
        _inbox.ExtensionHangs = 1;
        app.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.UntilAsync(() => app.App.Log.Contains("cannot be read or written (TimeoutException)", StringComparison.Ordinal)); // After a quarter of the lease, by the clock of the machine.

        await app.UntilAsync(() => _inbox.Extensions > 0, TimeSpan.FromMilliseconds(100));

        mayEnd.SetResult();
        await app.UntilAsync(() => _inbox.Handled == 1);
    }

    [Fact]
    public async Task Heartbeat_that_fails_is_made_up_for_a_second_later()
    {
        var mayEnd = new TaskCompletionSource();
        var heartbeat = TimeSpan.FromSeconds(15);
        await using var app = await InboxApplication.StartAsync(destination => destination.UseInbox(_ => _inbox, options => options.Heartbeat = heartbeat), (_, _) => mayEnd.Task);
        await app.PostAsync("a");
        await app.HandledAsync(1);
        _inbox.ExtensionFailures = 1;
        app.App.Clock.Advance(heartbeat);
        await app.UntilAsync(() => app.App.Log.Contains("cannot be read or written (IOException)", StringComparison.Ordinal));
        await Task.Yield();

        await app.UntilAsync(() => _inbox.Extensions > 0, TimeSpan.FromMilliseconds(100));

        Assert.InRange(app.App.Clock.GetUtcNow() - app.App.Clock.Start, TimeSpan.Zero, (2 * heartbeat) - TimeSpan.FromMilliseconds(100)); // Before the next one.
        mayEnd.SetResult();
        await app.UntilAsync(() => _inbox.Handled == 1);
    }

    /// <summary>Not only as often as log IDs may be forgotten, which is after seven days.</summary>
    [Fact]
    public async Task Parked_message_is_discarded_within_an_hour_of_its_age()
    {
        await using var app = await StartAsync(options => (options.MaxAttempts, options.MaxParkedAge) = (1, TimeSpan.FromHours(1)), () => true);
        await app.PostAsync("a");
        await app.IdleAsync();
        Assert.Single(await app.ParkedAsync());

        app.App.Clock.Advance(TimeSpan.FromHours(1));
        await app.IdleAsync();
        app.App.Clock.Advance(TimeSpan.FromHours(1));

        await app.UntilAsync(() => _inbox.CountAsync("").Result.Parked == 0);
    }

    /// <summary>The clock of a machine that has just started may be wrong.</summary>
    [Fact]
    public async Task Parked_message_is_not_discarded_as_soon_as_the_application_starts()
    {
        void Configure(RedoxInboxOptions options) => (options.MaxAttempts, options.MaxParkedAge) = (1, TimeSpan.FromDays(30));

        await using (var first = await StartAsync(Configure, () => true))
        {
            await first.PostAsync("a");
            await first.IdleAsync();
        }

        var forgets = _inbox.Forgets;
        await using var second = await InboxApplication.StartAsync(destination => destination.UseInbox(_ => _inbox, Configure), standstill: TimeSpan.FromDays(400));
        await second.UntilAsync(() => _inbox.Forgets > forgets);
        for (var turn = 0; turn < 100; turn++)
        {
            await second.IdleAsync();
        }

        Assert.Single(await second.ParkedAsync());

        second.App.Clock.Advance(TimeSpan.FromHours(1));
        await second.UntilAsync(() => _inbox.CountAsync("").Result.Parked == 0);
    }

    /// <summary>It has read the time of the inbox when that had not been kept for nine minutes.</summary>
    [Fact]
    public async Task Log_ID_of_a_process_whose_time_is_behind_is_kept_as_long()
    {
        var (start, retention) = (TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        await using var first = await StartAsync(options => options.Retention = retention);
        await first.UntilAsync(() => _inbox.Forgets == 1);
        first.App.Clock.Advance(start);
        await using var second = await InboxApplication.StartAsync(destination => destination.UseInbox(_ => _inbox, options => options.Retention = retention), standstill: start);
        await second.UntilAsync(() => _inbox.Forgets == 2);
        first.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await first.UntilAsync(() => _inbox.Forgets == 3);
        first.App.Clock.Advance(TimeSpan.FromMinutes(8.5));
        await first.IdleAsync();
        second.App.Clock.Advance(TimeSpan.FromMinutes(9.5));
        await second.PostAsync("a");
        await second.HandledAsync(1);
        await second.IdleAsync();

        first.App.Clock.Advance(TimeSpan.FromMinutes(1.5)); // It forgets what it takes for ten minutes old.
        await first.UntilAsync(() => _inbox.Forgets == 4);

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await first.PostAsync("a")).Outcome);
    }

    [Fact]
    public async Task Log_ID_that_is_kept_for_minutes_is_not_kept_for_an_hour()
    {
        await using var app = await StartAsync(options => options.Retention = TimeSpan.FromMinutes(10));
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.IdleAsync();

        for (var count = 0; count < 4; count++)
        {
            app.App.Clock.Advance(TimeSpan.FromMinutes(10));
            await app.IdleAsync();
        }

        await app.UntilStoredAsync("a");
    }

    private Task<InboxApplication> StartAsync(Action<RedoxInboxOptions>? configure = null, Func<bool>? fails = null) => InboxApplication.StartAsync(
        destination => destination.UseInbox(_ => _inbox, configure),
        (_, _) => fails?.Invoke() == true ? throw new InvalidOperationException("CANARY") : Task.CompletedTask);
}
