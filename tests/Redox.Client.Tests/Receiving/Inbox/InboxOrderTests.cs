using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>What a message holds up while it is handled, retried or parked: its own key, and nothing else. The log ID of these messages begins with their key.</summary>
public sealed class InboxOrderTests
{
    private readonly TroubledInbox _inbox = new();
    private readonly ConcurrentQueue<string> _begun = new();

    private string[] Begun => [.. _begun];

    [Fact]
    public async Task A_slow_handler_holds_up_its_own_key_only()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = await StartAsync(logId => logId == "a1" ? mayEnd.Task : Task.CompletedTask);

        await PostAsync(app, "a1", "a2", "b1", "b2", "c1");
        await app.HandledAsync(4);

        Assert.Equal(["a1", "b1", "b2", "c1"], Begun.Order());
        mayEnd.SetResult();
        await app.HandledAsync(5);
        Assert.Equal("a2", Begun[^1]);
    }

    [Fact]
    public async Task A_message_that_fails_holds_up_its_own_key_until_it_succeeds()
    {
        var failures = 2;
        await using var app = await StartAsync(logId => logId == "a1" && failures-- > 0 ? throw new InvalidDataException("CANARY") : Task.CompletedTask);

        await PostAsync(app, "a1", "a2", "b1");
        await app.IdleAsync();
        Assert.Equal(["a1", "b1"], Begun.Order());

        var waiting = Assert.Single(await _inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 1));
        Assert.Equal((1, 1L, "System.IO.InvalidDataException", null), (waiting.Attempts, waiting.Behind, waiting.Failure!.Type, waiting.Failure.Text));
        await app.UntilAsync(() => Begun.Length == 5, TimeSpan.FromSeconds(1));
        Assert.Equal(["a1", "a1", "a1", "a2"], Begun.Where(logId => logId[0] == 'a'));
    }

    [Fact]
    public async Task A_parked_message_holds_up_nothing_and_is_handled_when_it_is_replayed()
    {
        var isMended = false;
        await using var app = await StartAsync(logId => logId == "a1" && !isMended ? throw new InvalidDataException("CANARY") : Task.CompletedTask, options =>
            (options.MaxAttempts, options.KeepFailureText) = (1, true));

        await PostAsync(app, "a1", "a2");
        await app.IdleAsync();

        Assert.Equal(["a1", "a2"], Begun);
        var parked = Assert.Single(await app.ParkedAsync());
        Assert.Equal(("a1", 1, "CANARY", app.App.Clock.GetUtcNow()), (parked.LogId, parked.Attempts, parked.Failure!.Text, parked.ParkedAt));
        isMended = true;
        Assert.Equal(1, await _inbox.ReplayAsync("", [parked.Id]));
        await app.IdleAsync();
        Assert.Equal(["a1", "a2", "a1"], Begun);
        Assert.DoesNotContain("CANARY", app.App.Log.Replace("\"CANARY\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parked_messages_are_discarded_at_their_age()
    {
        await using var app = await StartAsync(_ => throw new InvalidDataException(), options => (options.MaxAttempts, options.MaxParkedAge) = (1, TimeSpan.FromDays(2)));
        await PostAsync(app, "a1");
        await app.IdleAsync();

        await app.UntilAsync(() => app.App.Log.Contains("1 message(s) that had been parked", StringComparison.Ordinal), TimeSpan.FromMinutes(30));

        Assert.Empty(await app.ParkedAsync());
        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await app.PostAsync("a1")).Outcome);
    }

    [Fact]
    public async Task Handlers_run_in_so_many_places_and_no_more()
    {
        var (running, most, mayEnd) = (0, 0, new TaskCompletionSource());
        await using var app = await StartAsync(
            async _ =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                await mayEnd.Task;
                Interlocked.Decrement(ref running);
            },
            options => options.MaxConcurrency = 3);

        await PostAsync(app, [.. Enumerable.Range('a', 20).Select(letter => $"{(char)letter}1")]);
        await app.HandledAsync(3);
        mayEnd.SetResult();
        await app.HandledAsync(20);

        Assert.Equal(3, most);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value && Interlocked.CompareExchange(ref target, value, seen) is var now && now != seen; seen = now)
        {
        }
    }

    private Task<InboxApplication> StartAsync(Func<string, Task> handle, Action<RedoxInboxOptions>? configure = null) => InboxApplication.StartAsync(
        destination => destination.UseInbox(_ => _inbox, options =>
        {
            options.Key = InboxKey.From(message => message.Meta.Logs[0].ID![..1]);
            configure?.Invoke(options);
        }),
        (delivery, _) =>
        {
            _begun.Enqueue(delivery.LogId!);
            return handle(delivery.LogId!);
        });

    private static async Task PostAsync(InboxApplication app, params string[] logIds)
    {
        foreach (var logId in logIds)
        {
            Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync(logId)).Outcome);
        }
    }
}
