using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>Large messages behind an inbox: they are stored whatever they hold, and handled when there is memory for them.</summary>
public sealed class InboxMemoryTests
{
    private const int MaxBytes = 2_000_000;
    private const int MaxValues = 2_000;

    [Fact]
    public async Task Message_with_too_many_values_is_parked_with_the_reason()
    {
        var inbox = new ParkingInbox();
        await using var app = await StartAsync(inbox, _ => Task.CompletedTask);

        var reply = await app.PostAsync(TestDestination.Appointment().Replace("\"CANARY\"", string.Join(',', Enumerable.Repeat("[]", MaxValues)), StringComparison.Ordinal));
        await inbox.UntilAsync("parked 1");
        await UntilLoggedAsync(app, "was parked");

        Assert.Equal((200, RedoxDestinationOutcome.Stored), (reply.StatusCode, reply.Outcome));
        Assert.Contains(
            $"Scheduling.New (log {TestDestination.LogId}) was parked in the inbox of the destination 'default'. It has more than 2,000 values (MaxValues) and was not read.", app.Log, StringComparison.Ordinal);
        Assert.Contains("There is no fallback, so this attempt to handle it has failed (501).", app.Log, StringComparison.Ordinal);
        Assert.Empty(app.Journal);
    }

    [Fact]
    public async Task Wait_for_memory_is_not_an_attempt()
    {
        var (inbox, mayEnd, handled) = (new ParkingInbox(), new TaskCompletionSource(), 0);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(inbox, _ => Interlocked.Increment(ref handled) == 1 ? EndLater() : Task.CompletedTask);
        await app.PostAsync(Large("1"));
        await app.PostAsync(Large("2"));
        await inbox.UntilAsync("read 2");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await UntilLoggedAsync(app, "waits for room within MaxMemoryInFlight", TimeSpan.FromSeconds(1));

        Assert.Equal(1, Volatile.Read(ref handled));
        mayEnd.SetResult();
        await Task.WhenAll(inbox.UntilAsync("completed 1"), inbox.UntilAsync("completed 2"));
        Assert.DoesNotContain(inbox.Happened, happening => happening.StartsWith("retry", StringComparison.Ordinal));

        Task EndLater()
        {
            begun.SetResult();
            return mayEnd.Task;
        }
    }

    private static async Task UntilLoggedAsync(TestDestination app, string text, TimeSpan step = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!app.Log.Contains(text, StringComparison.Ordinal))
        {
            limit.Token.ThrowIfCancellationRequested();
            app.Clock.Advance(step);
            await Task.Yield();
        }
    }

    private static async Task<TestDestination> StartAsync(ParkingInbox inbox, Func<RedoxDeliveryContext, Task> handle)
    {
        var app = new TestDestination(
            destination => destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>().UseInbox(_ => inbox, options => options.MaxConcurrency = 2),
            options => (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (MaxBytes, MaxValues, (MaxBytes * 3) + (MaxValues * 600)),
            services => services.AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), (delivery, _) => handle(delivery))));
        await app.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostedService>().StartAsync(CancellationToken.None);
        return app;
    }

    private static string Large(string logId) =>
        $$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"{{{logId}}}"}]},"New":"{{{new string('x', MaxBytes - 1_000)}}}"}""";

    /// <summary>An inbox in memory that notes what is done with it. It gives out both messages at once, when both are there.</summary>
    private sealed class ParkingInbox : IRedoxInbox
    {
        private readonly Lock _lock = new();
        private readonly List<RedoxInboxEntry> _waiting = [];
        private int _last;

        public ConcurrentQueue<string> Happened { get; } = [];

        public async Task UntilAsync(string happening)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!Happened.Contains(happening))
            {
                limit.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        public Task<bool> StoreAsync(string destination, string? logId, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                _waiting.Add(new RedoxInboxEntry { Id = ++_last, ReceivedAt = receivedAt, Attempts = 0, RetryAt = default, Body = body.ToArray() });
                return Task.FromResult(true);
            }
        }

        public Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(string destination, DateTimeOffset dueBy, int count, CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                // A message that is large comes with the other one, so that both want memory at the same time.
                RedoxInboxEntry[] entries = _waiting is [{ Body.Length: > 1_000_000 }] && _last == 1 ? [] : [.. _waiting.Take(count)];
                if (entries.Length > 0)
                {
                    Happened.Enqueue($"read {entries.Length}");
                }

                return Task.FromResult<IReadOnlyList<RedoxInboxEntry>>(entries);
            }
        }

        public Task CompleteAsync(long id, DateTimeOffset handledAt, CancellationToken cancellationToken = default) => Done($"completed {id}", id);

        public Task RetryAsync(long id, DateTimeOffset retryAt, CancellationToken cancellationToken = default) => Done($"retry {id}", id);

        public Task ParkAsync(long id, CancellationToken cancellationToken = default) => Done($"parked {id}", id);

        public Task<int> ReleaseAsync(string destination, CancellationToken cancellationToken = default) => Task.FromResult(0);

        public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, CancellationToken cancellationToken = default) => Task.FromResult(0);

        private Task Done(string happening, long id)
        {
            lock (_lock)
            {
                _waiting.RemoveAll(entry => entry.Id == id);
            }

            Happened.Enqueue(happening);
            return Task.CompletedTask;
        }
    }
}
