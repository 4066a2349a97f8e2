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
