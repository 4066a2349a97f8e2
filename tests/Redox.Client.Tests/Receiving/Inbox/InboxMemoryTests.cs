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
        await inbox.UntilAsync("Parked 1");
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
        await inbox.UntilAsync("Claimed 2");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await UntilLoggedAsync(app, "waits for room within MaxMemoryInFlight", TimeSpan.FromSeconds(1));

        Assert.Equal(1, Volatile.Read(ref handled));
        mayEnd.SetResult();
        await Task.WhenAll(inbox.UntilAsync("Completed 1"), inbox.UntilAsync("Completed 2"));
        Assert.DoesNotContain(inbox.Happened, happening => happening.StartsWith("Retry", StringComparison.Ordinal));

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

    /// <summary>An inbox that notes what is done with it. Unlike others it gives out two large messages at once, so that both want memory at the same time.</summary>
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

        public Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                _waiting.Add(new RedoxInboxEntry { Lease = new(++_last, 1), LogId = message.LogId, ReceivedAt = message.ReceivedAt, Body = message.Body.ToArray() });
                return Task.FromResult(true);
            }
        }

        public Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                foreach (var result in claim.Results)
                {
                    Happened.Enqueue($"{result.Kind} {result.Lease.Id}");
                }

                RedoxInboxEntry[] entries = claim.Count == 0 || (_waiting is [{ Body.Length: > 1_000_000 }] && _last == 1) ? [] : [.. _waiting];
                _waiting.RemoveAll(entries.Contains);
                if (entries.Length > 0)
                {
                    Happened.Enqueue($"Claimed {entries.Length}");
                }

                return Task.FromResult(new RedoxInboxClaimed { Entries = entries });
            }
        }

        public Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(
            string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<RedoxInboxLease>>([]);

        public Task<RedoxInboxCounts> CountAsync(string destination, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<RedoxInboxItem>> ListAsync(
            string destination, RedoxInboxItemState state, long after, int count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string destination, long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<int> ReplayAsync(string destination, IReadOnlyList<long> ids, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<int> DiscardAsync(string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, int count, CancellationToken cancellationToken = default) => Task.FromResult(0);

        public Task<DateTimeOffset> KeepTimeAsync(string destination, DateTimeOffset time, CancellationToken cancellationToken = default) => Task.FromResult(time);
    }
}
