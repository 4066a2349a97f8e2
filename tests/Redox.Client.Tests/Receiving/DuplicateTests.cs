using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>At-least-once delivery made safe: done is what succeeded, once, for a while.</summary>
public sealed class DuplicateTests
{
    private const string Other = "0a1b2c3d-7110-461e-a875-3beb089e79f3";

    [Theory]
    [InlineData("memory")]
    [InlineData("cache")]
    [InlineData("own")]
    public async Task A_message_that_comes_again_is_not_handled_again(string store)
    {
        await using var app = App(store);

        var first = await app.PostAsync(TestDestination.Appointment());
        var again = await app.PostAsync(TestDestination.Appointment());
        var another = await app.PostAsync(TestDestination.Appointment(Other));

        Assert.Equal([RedoxDestinationOutcome.Handled, RedoxDestinationOutcome.Duplicate, RedoxDestinationOutcome.Handled], [first.Outcome, again.Outcome, another.Outcome]);
        Assert.Equal((200, 2), (again.StatusCode, app.Journal.Count));
    }

    [Fact]
    public async Task Nothing_is_skipped_by_default()
    {
        await using var app = App("none");

        await app.PostAsync(TestDestination.Appointment());
        await app.PostAsync(TestDestination.Appointment());

        Assert.Equal(2, app.Journal.Count);
    }

    [Fact]
    public async Task Message_without_a_log_ID_is_not_a_duplicate()
    {
        await using var app = App("memory");

        await app.PostAsync(TestDestination.Appointment(null));
        await app.PostAsync(TestDestination.Appointment(null));
        await app.PostAsync(TestDestination.Appointment(""));
        await app.PostAsync(TestDestination.Appointment(""));

        Assert.Equal(4, app.Journal.Count);
    }

    /// <summary>Half a surrogate pair is read as U+FFFD, whichever it was, and so are bytes that are no UTF-8.</summary>
    [Theory]
    [InlineData(" ", " ")]
    [InlineData("\\t", "\\t")]
    [InlineData("a\\ud800", "a\\udfff")]
    [InlineData("\ufffd", "\ufffd")]
    public async Task A_log_ID_that_is_blank_or_was_not_read_exactly_makes_no_duplicate(string one, string other)
    {
        await using var app = App("memory");

        Assert.Equal(RedoxDestinationOutcome.Handled, (await app.PostAsync(TestDestination.Appointment(one))).Outcome);
        Assert.Equal(RedoxDestinationOutcome.Handled, (await app.PostAsync(TestDestination.Appointment(other))).Outcome);

        Assert.Equal(2, app.Journal.Count);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("cache")]
    public async Task A_message_whose_handler_failed_is_not_done(string store)
    {
        var failures = 1;
        await using var app = App(store, (_, _) => failures-- > 0 ? throw new InvalidOperationException() : Task.CompletedTask);

        Assert.Equal(RedoxDestinationOutcome.Failed, (await app.PostAsync(TestDestination.Appointment())).Outcome);
        Assert.Equal(RedoxDestinationOutcome.Handled, (await app.PostAsync(TestDestination.Appointment())).Outcome);
        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await app.PostAsync(TestDestination.Appointment())).Outcome);
    }

    [Fact]
    public async Task Deliveries_at_the_same_time_wait_for_the_first()
    {
        var gate = new TaskCompletionSource();
        await using var app = App("memory", (_, _) => gate.Task);

        var deliveries = Enumerable.Range(0, 20).Select(_ => app.PostAsync(TestDestination.Appointment())).ToList();
        Assert.All(deliveries, delivery => Assert.False(delivery.IsCompleted));
        Assert.Equal(RedoxDestinationOutcome.Handled, (await Freed(app.PostAsync(TestDestination.Appointment(Other)), gate)).Outcome);
        var outcomes = (await Task.WhenAll(deliveries)).Select(reply => reply.Outcome).ToList();

        Assert.Equal(1, outcomes.Count(outcome => outcome == RedoxDestinationOutcome.Handled));
        Assert.Equal(19, outcomes.Count(outcome => outcome == RedoxDestinationOutcome.Duplicate));
        Assert.Equal(2, app.Journal.Count);
    }

    [Fact]
    public async Task When_the_first_fails_one_that_waited_handles_the_message_itself()
    {
        var gate = new TaskCompletionSource();
        var failures = 1;
        await using var app = App("memory", async (_, _) =>
        {
            await gate.Task;
            if (Interlocked.Decrement(ref failures) >= 0)
            {
                throw new InvalidOperationException();
            }
        });

        var deliveries = Enumerable.Range(0, 5).Select(_ => app.PostAsync(TestDestination.Appointment())).ToList();
        gate.SetResult();
        var outcomes = (await Task.WhenAll(deliveries)).Select(reply => reply.Outcome).Order().ToList();

        Assert.Equal([RedoxDestinationOutcome.Handled, RedoxDestinationOutcome.Duplicate, RedoxDestinationOutcome.Duplicate, RedoxDestinationOutcome.Duplicate, RedoxDestinationOutcome.Failed], outcomes);
    }

    /// <summary>Also after the first sender has left, and when others give up in its place: each has its minute, and then Redox has the message.</summary>
    [Fact]
    public async Task Handler_that_never_returns_does_not_block_later_deliveries()
    {
        using var patience = new CancellationTokenSource();
        var ends = new TaskCompletionSource();
        await using var app = App("memory", (_, _) => ends.Task);
        var first = app.SendAsync(
            new RedoxDestinationRequest
            {
                Method = "POST",
                Header = TestDestination.Lookup(("verification-token", TestDestination.Token), ("Content-Type", "application/json")),
                Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(TestDestination.Appointment())),
            },
            patience.Token);
        await patience.CancelAsync(); // The handler ignores it.

        var early = app.PostAsync(TestDestination.Appointment());
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        var late = app.PostAsync(TestDestination.Appointment());
        Assert.False(early.IsCompleted);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        var gaveUp = await early.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((500, RedoxDestinationOutcome.Failed), (gaveUp.StatusCode, gaveUp.Outcome));
        Assert.Contains($"Scheduling.New (log {TestDestination.LogId}) came again, but its earlier delivery is still being handled after 00:01:00.", app.Log, StringComparison.Ordinal);
        Assert.False(late.IsCompleted);
        ends.SetResult();
        await first;
        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await late).Outcome);
        Assert.Single(app.Journal);
    }

    [Fact]
    public async Task Memory_forgets_after_its_time_and_the_oldest_beyond_its_size()
    {
        await using var app = App("small");

        async Task<RedoxDestinationOutcome> Post(string logId) => (await app.PostAsync(TestDestination.Appointment(logId))).Outcome;
        Assert.Equal([RedoxDestinationOutcome.Handled, RedoxDestinationOutcome.Handled, RedoxDestinationOutcome.Duplicate, RedoxDestinationOutcome.Duplicate], [await Post("a"), await Post("b"), await Post("a"), await Post("b")]);
        Assert.Equal([RedoxDestinationOutcome.Handled, RedoxDestinationOutcome.Handled, RedoxDestinationOutcome.Duplicate], [await Post("c"), await Post("a"), await Post("c")]);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RedoxDestinationOutcome.Handled, await Post("c"));
    }

    [Fact]
    public async Task Store_failure_before_handling_returns_500()
    {
        await using var app = App("own");
        var store = app.Services.GetRequiredService<OwnStore>();

        store.FailsToSay = true;
        Assert.Equal(500, (await app.PostAsync(TestDestination.Appointment())).StatusCode);
        Assert.Empty(app.Journal);
        Assert.Contains($"could not say whether Scheduling.New (log {TestDestination.LogId}) was handled (IOException).", app.Log, StringComparison.Ordinal);

        (store.FailsToSay, store.FailsToMark) = (false, true);
        Assert.Equal(200, (await app.PostAsync(TestDestination.Appointment())).StatusCode);
        Assert.Single(app.Journal);
        Assert.Contains("The store of handled messages of the destination 'default' failed (IOException).", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_failure_after_the_sender_has_left_is_reported()
    {
        await using var app = App("own");
        app.Services.GetRequiredService<OwnStore>().FailsToSay = true;

        Assert.Equal(500, (await app.PostAndLeaveAsync(TestDestination.Appointment())).StatusCode);

        Assert.Contains($"could not say whether Scheduling.New (log {TestDestination.LogId}) was handled (IOException).", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("failed with IOException", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_cache_is_reported_at_start()
    {
        await using var app = new TestDestination(destination => destination.SkipDuplicatesWithDistributedCache());

        var failure = Assert.Throws<OptionsValidationException>(() => app.Destination);

        Assert.Contains("no IDistributedCache is registered", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<RedoxDestinationResponse> Freed(Task<RedoxDestinationResponse> reply, TaskCompletionSource gate)
    {
        Assert.False(reply.IsCompleted);
        gate.SetResult();
        return await reply;
    }

    private static TestDestination App(string store, Func<RedoxDeliveryContext, CancellationToken, Task>? handle = null) => new(
        destination =>
        {
            destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>();
            _ = store switch
            {
                "memory" => destination.SkipDuplicates(),
                "small" => destination.SkipDuplicates(options => (options.Capacity, options.Retention) = (2, TimeSpan.FromHours(1))),
                "cache" => destination.SkipDuplicatesWithDistributedCache(),
                "own" => destination.SkipDuplicates<OwnStore>(),
                _ => destination,
            };
        },
        services: services =>
        {
            services.AddSingleton<IDistributedCache>(new MemoryDistributedCache(Microsoft.Extensions.Options.Options.Create(new MemoryDistributedCacheOptions())));
            services.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), handle));
        });

    private sealed class OwnStore : IRedoxDeduplicationStore
    {
        private readonly HashSet<string> _handled = [];

        public bool FailsToSay { get; set; }

        public bool FailsToMark { get; set; }

        public Task<bool> IsHandledAsync(string destination, string logId, CancellationToken cancellationToken = default) =>
            FailsToSay ? throw new IOException("CANARY") : Task.FromResult(_handled.Contains(logId));

        public Task MarkHandledAsync(string destination, string logId, CancellationToken cancellationToken = default) =>
            FailsToMark ? throw new IOException("CANARY") : Task.FromResult(_handled.Add(logId));
    }
}
