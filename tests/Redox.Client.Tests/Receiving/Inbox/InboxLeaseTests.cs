using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>Claims of this process and of another one, which is the test itself: it claims from the same store, by whose clock the leases run.</summary>
public sealed class InboxLeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _storeClock = new();
    private readonly ConcurrentQueue<string> _begun = new();
    private readonly TroubledInbox _inbox;

    public InboxLeaseTests() => _inbox = new TroubledInbox(_storeClock);

    [Fact]
    public async Task A_handler_whose_message_was_taken_over_is_told_and_its_result_does_not_count()
    {
        var (told, mayEnd) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        await using var app = await StartAsync(async (_, token) =>
        {
            using var registration = token.Register(told.SetResult);
            await mayEnd.Task;
        });
        await app.PostAsync("a");
        await app.HandledAsync(1);
        _storeClock.Advance(Lease);
        var other = Assert.Single((await ClaimAsync()).Entries);

        await app.UntilAsync(() => told.Task.IsCompleted, TimeSpan.FromSeconds(1));
        mayEnd.SetResult();
        await app.UntilAsync(() => app.App.Log.Contains("was not recorded: another process has taken the message over", StringComparison.Ordinal), TimeSpan.FromSeconds(1));

        Assert.Contains("Another process has taken over a message (log unknown)", app.App.Log, StringComparison.Ordinal);
        Assert.Equal((1, 0), (other.Deaths, _inbox.Handled));
        Assert.Empty((await ClaimAsync(RedoxInboxResult.Completed(other.Lease, DateTimeOffset.UnixEpoch))).Lost);
    }

    [Fact]
    public async Task A_message_is_kept_by_heartbeats_however_long_its_handler_takes()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = await StartAsync((_, _) => mayEnd.Task);
        await app.PostAsync("a");
        await app.HandledAsync(1);

        for (var seconds = 0; seconds < 120; seconds += 5)
        {
            var extended = _inbox.Extensions;
            _storeClock.Advance(TimeSpan.FromSeconds(5));
            app.App.Clock.Advance(TimeSpan.FromSeconds(5));
            await app.UntilAsync(() => seconds % 10 == 0 || _inbox.Extensions > extended);
            Assert.Empty((await ClaimAsync()).Entries);
        }

        mayEnd.SetResult();
        await app.UntilAsync(() => _inbox.Handled == 1);
    }

    /// <param name="isMachine">Whether the machine stood still: its timer does not count that, or its clock was set forward.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_was_paused_does_not_take_over_from_itself(bool isMachine)
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = await StartAsync((_, _) => mayEnd.Task);
        await app.PostAsync("a");
        await app.HandledAsync(1);

        _storeClock.Advance(TimeSpan.FromHours(1));
        if (isMachine)
        {
            app.SetClock(TimeSpan.FromHours(1));
        }
        else
        {
            app.App.Clock.Advance(TimeSpan.FromHours(1));
        }

        await app.PostAsync("b"); // It asks the store for messages, and would be given its own one first.
        await app.UntilAsync(() => _inbox.Extensions > 0);
        mayEnd.SetResult();
        await app.UntilAsync(() => _inbox.Handled == 2, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b"], _begun);
    }

    /// <summary>Nothing tells it that it stood still: its lease has run out when it asks for messages.</summary>
    [Fact]
    public async Task Process_that_claims_its_own_message_does_not_handle_it_twice()
    {
        var mayEnd = new TaskCompletionSource();
        await using var app = await StartAsync((_, _) => mayEnd.Task);
        await app.PostAsync("a");
        await app.HandledAsync(1);

        _storeClock.Advance(TimeSpan.FromHours(1));
        await app.PostAsync("b");
        await app.HandledAsync(2);
        mayEnd.SetResult();
        await app.UntilAsync(() => _inbox.Handled == 2, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b"], _begun);
        Assert.DoesNotContain("was not recorded", app.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_that_was_taken_over_while_it_waited_for_its_place_is_not_begun()
    {
        foreach (var logId in new[] { "a", "b", "c" })
        {
            await StoreAsync(logId);
        }

        var mayEnd = new TaskCompletionSource();
        await using var app = await StartAsync((delivery, _) => delivery.LogId == "a" ? Task.CompletedTask : mayEnd.Task, options => options.MaxConcurrency = 1);
        await app.UntilAsync(() => _inbox.Handled == 1);
        await app.UntilAsync(() => _inbox.CountAsync("").Result.Running == 2); // One of them waits.
        _storeClock.Advance(Lease);
        Assert.Equal(2, (await ClaimAsync()).Entries.Count);
        await app.UntilAsync(() => app.App.Log.Split("Another process has taken over a message").Length >= 3, TimeSpan.FromSeconds(1));

        mayEnd.SetResult();
        await app.IdleAsync();

        Assert.Equal(2, _begun.Count);
    }

    [Fact]
    public async Task Messages_of_a_process_that_died_do_not_wait_for_a_handler_that_hangs()
    {
        await StoreAsync("a");
        await StoreAsync("b");
        Assert.Equal(2, (await ClaimAsync()).Entries.Count);
        _storeClock.Advance(Lease);
        var never = new TaskCompletionSource();
        await using var app = await StartAsync((_, _) => _begun.Count == 1 ? never.Task : Task.CompletedTask);
        await app.HandledAsync(1);
        await app.PostAsync("c");

        await app.UntilAsync(() => _inbox.Handled == 2, TimeSpan.FromSeconds(1));

        never.SetResult();
        await app.UntilAsync(() => _inbox.Handled == 3, TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "b", "c"], _begun.Order());
    }

    [Fact]
    public async Task Messages_of_a_process_that_died_are_handled_one_at_a_time()
    {
        foreach (var logId in new[] { "a", "b", "c" })
        {
            await StoreAsync(logId);
        }

        Assert.Equal(3, (await ClaimAsync()).Entries.Count);
        _storeClock.Advance(Lease);
        var (running, most) = (0, 0);
        await using var app = await StartAsync(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });
        await app.AdvanceUntilAsync(() => _inbox.Handled == 3);

        Assert.Equal(1, most);
        Assert.Equal(["a", "b", "c"], _begun.Order());
        Assert.Contains("A process died, or lost the database, while it handled a message (log unknown) of the inbox of the destination 'default' (so far: 1).", app.App.Log, StringComparison.Ordinal);
    }

    /// <summary>It may kill the process at once, and then whatever else is still claimed seems to be the cause.</summary>
    [Fact]
    public async Task Message_that_may_kill_its_process_begins_once_all_others_are_given_back()
    {
        foreach (var logId in new[] { "a", "b", "c" })
        {
            await StoreAsync(logId);
        }

        Assert.Equal(3, (await ClaimAsync()).Entries.Count);
        _storeClock.Advance(Lease);
        _inbox.ResultFailures = 1;
        var claimed = new ConcurrentQueue<long>();
        await using var app = await StartAsync(async (_, token) => claimed.Enqueue((await _inbox.CountAsync("", token)).Running));

        await app.IdleAsync(); // The others could not be given back, and nothing is tried again before time passes.
        Assert.Empty(_begun);
        Assert.Equal(3, (await _inbox.CountAsync("")).Running);

        await app.AdvanceUntilAsync(() => _inbox.Handled == 3);
        Assert.Equal([1, 1, 1], claimed);
    }

    [Fact]
    public async Task A_message_that_kills_its_process_is_parked_and_others_are_not()
    {
        await StoreAsync("deadly");
        for (var deaths = 0; deaths < 5; deaths++)
        {
            Assert.Single((await ClaimAsync()).Entries);
            _storeClock.Advance(Lease);
        }

        await StoreAsync("good");
        await using var app = await StartAsync();
        await app.UntilAsync(() => _inbox.Handled == 1, TimeSpan.FromSeconds(1));
        await app.IdleAsync();

        var parked = Assert.Single(await app.ParkedAsync());
        Assert.Equal(("deadly", "ProcessDied", 6), (parked.LogId, parked.Failure!.Type, parked.Deaths + 1));
        Assert.Equal(["good"], _begun);
        Assert.Contains("A message (log unknown) was parked in the inbox of the destination 'default': the process died 5 time(s) while it handled it.", app.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_end_at_the_hosts_deadline_can_be_claimed_at_once_and_no_attempt_is_counted()
    {
        using var deadline = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        await using var app = await StartAsync((_, _) => never.Task, options => options.MaxConcurrency = 2);
        foreach (var logId in new[] { "a", "b", "c", "d" })
        {
            await app.PostAsync(logId);
        }

        await app.HandledAsync(2);
        await deadline.CancelAsync();
        await app.StopAsync(deadline.Token);

        var entries = (await ClaimAsync()).Entries;
        Assert.Equal(["a", "b", "c", "d"], entries.Select(entry => entry.LogId));
        Assert.All(entries, entry => Assert.Equal((0, 0), (entry.Attempts, entry.Deaths)));
    }

    private Task<InboxApplication> StartAsync(Func<RedoxDeliveryContext, CancellationToken, Task>? handle = null, Action<RedoxInboxOptions>? configure = null) => InboxApplication.StartAsync(
        destination => destination.UseInbox(_ => _inbox, options =>
        {
            options.Key = InboxKey.None;
            configure?.Invoke(options);
        }),
        (delivery, token) =>
        {
            _begun.Enqueue(delivery.LogId!);
            return handle?.Invoke(delivery, token) ?? Task.CompletedTask;
        });

    private Task<bool> StoreAsync(string logId) => _inbox.StoreAsync(new RedoxInboxMessage
    {
        Destination = "",
        LogId = logId,
        Key = null,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Body = System.Text.Encoding.UTF8.GetBytes(TestDestination.Appointment(logId)),
    });

    private Task<RedoxInboxClaimed> ClaimAsync(params RedoxInboxResult[] results) =>
        _inbox.ClaimAsync(new RedoxInboxClaim { Destination = "", Count = 10, Lease = Lease, DueBy = DateTimeOffset.MaxValue, Results = results });
}
