using Microsoft.Extensions.DependencyInjection;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>How a test waits for an inbox.</summary>
public sealed class InboxIdleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task An_inbox_is_idle_when_all_that_was_stored_is_handled(int parallelism)
    {
        await using var app = await InboxApplication.StartAsync(Database, async (_, _) => await Task.Yield(), options => options.MaxConcurrency = parallelism);
        for (var number = 1; number <= 20; number++)
        {
            await app.PostAsync($"{number}");
            if (number % 5 == 0)
            {
                await app.IdleAsync();
                Assert.Equal(number, app.Journal.Count);
                Assert.Empty(await app.Inbox.ReadAsync("", DateTimeOffset.MaxValue, 1));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task An_inbox_is_idle_while_a_retry_waits_and_no_longer_when_it_is_due(int parallelism)
    {
        var failures = 2;
        await using var app = await InboxApplication.StartAsync(
            Database, (_, _) => failures-- > 0 ? throw new InvalidOperationException() : Task.CompletedTask, options => options.MaxConcurrency = parallelism);
        await app.PostAsync("a");
        await app.IdleAsync();
        Assert.Single(app.Journal);

        app.App.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.IdleAsync();
        Assert.Equal(2, app.Journal.Count);

        app.App.Clock.Advance(TimeSpan.FromSeconds(4));
        await app.IdleAsync();
        Assert.Equal(3, app.Journal.Count);
        Assert.Empty(await app.Inbox.ReadAsync("", DateTimeOffset.MaxValue, 1));
    }

    [Fact]
    public async Task An_inbox_is_not_idle_while_a_handler_runs()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await InboxApplication.StartAsync(Database, (_, _) => gate.Task);
        await app.PostAsync("a");
        await app.HandledAsync(1);

        var idle = app.App.Services.WhenRedoxInboxIdleAsync();
        await app.UntilAsync(() => app.App.Log.Contains("1 minute(s)", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.False(idle.IsCompleted);
        gate.SetResult();
        await idle.WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.App.Services.WhenRedoxInboxIdleAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task An_inbox_that_cannot_be_read_is_idle_until_it_is_tried_again()
    {
        var inbox = new TroubledInbox { ClaimFailures = int.MaxValue };
        await using var app = await InboxApplication.StartAsync(destination => destination.UseInbox(_ => inbox));
        await app.PostAsync("a");

        await app.IdleAsync();

        Assert.Empty(app.Journal);
    }

    [Fact]
    public async Task Idle_wait_succeeds_after_the_end_and_fails_before_the_start()
    {
        var app = await InboxApplication.StartAsync(Database);
        await app.StopAsync();
        await app.IdleAsync();
        await app.DisposeAsync();

        await using var notBegun = new TestDestination(destination => destination.UseInbox(_ => new TroubledInbox()));
        Assert.Contains("start the host", (await Assert.ThrowsAsync<InvalidOperationException>(() => notBegun.Services.WhenRedoxInboxIdleAsync())).Message, StringComparison.Ordinal);
        await using var without = new TestDestination();
        Assert.Contains("UseInbox", (await Assert.ThrowsAsync<InvalidOperationException>(() => without.Services.WhenRedoxInboxIdleAsync())).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
