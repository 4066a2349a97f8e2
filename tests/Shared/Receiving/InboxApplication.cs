using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Shared.Receiving;

/// <summary>An application whose destination has an inbox, with its hosted service running.</summary>
internal sealed class InboxApplication : IAsyncDisposable
{
    private bool _isStopped;

    private readonly SettableClock _clock;

    private InboxApplication(TestDestination app, SettableClock clock) => (App, _clock) = (app, clock);

    public TestDestination App { get; }

    public Journal Journal => App.Journal;

    /// <summary>How often anybody has looked at the clock.</summary>
    public long ClockReads => _clock.Reads;

    public IRedoxInbox Inbox => App.Services.GetRequiredKeyedService<IRedoxInbox>("");

    /// <param name="useInbox">Adds the inbox.</param>
    /// <param name="handle">What the handler of new appointments does; nothing when it is null.</param>
    /// <param name="fallback">Whether there is a fallback.</param>
    /// <param name="standstill">How much later the clock is when the application starts.</param>
    public static async Task<InboxApplication> StartAsync(
        Action<RedoxDestinationBuilder> useInbox, Func<RedoxDeliveryContext, CancellationToken, Task>? handle = null, bool fallback = false, TimeSpan standstill = default)
    {
        var clock = new SettableClock();
        var app = new TestDestination(
            destination =>
            {
                destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>().AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>();
                if (fallback)
                {
                    destination.AddFallbackHandler<NotingFallback>();
                }

                useInbox(destination);
            },
            services: services => services
                .AddSingleton<TimeProvider>(clock)
                .AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), handle))
                .AddScoped(_ => new Searching((_, _) => Task.FromResult(new PatientSearchResponse())))
                .AddScoped(provider => new NotingFallback(provider.GetRequiredService<Journal>(), RedoxFallbackResult.Accept)));
        app.Clock.Advance(standstill);
        clock.Inner = app.Clock;
        var started = new InboxApplication(app, clock);
        await started.Worker.StartAsync(CancellationToken.None);
        return started;
    }

    public Task<RedoxDestinationResponse> PostAsync(string logId) => App.PostAsync(TestDestination.Appointment(logId));

    public Task HandledAsync(int count) => UntilAsync(() => Journal.Count >= count);

    /// <summary>Waits until so many messages are left.</summary>
    public async Task<IReadOnlyList<RedoxInboxItem>> WaitingAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            RedoxInboxItem[] items =
            [
                .. await Inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 100, limit.Token),
                .. await Inbox.ListAsync("", RedoxInboxItemState.Running, 0, 100, limit.Token),
            ];
            if (items.Length == count)
            {
                return [.. items.OrderBy(item => item.Id)];
            }

            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>The messages that are set aside.</summary>
    public Task<IReadOnlyList<RedoxInboxItem>> ParkedAsync() => Inbox.ListAsync("", RedoxInboxItemState.Parked, 0, 100);

    /// <summary>Sets the clock forward or back. Unlike with <see cref="TestDestination.Clock"/>, no time passes.</summary>
    public void SetClock(TimeSpan by) => _clock.Offset += by;

    /// <summary>Posts a message that comes again until its log ID is forgotten.</summary>
    public async Task UntilStoredAsync(string logId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await PostAsync(logId)).Outcome != RedoxDestinationOutcome.Stored)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Waits until nothing happens before the clock moves on or a message comes.</summary>
    public async Task IdleAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await App.Services.WhenRedoxInboxIdleAsync(limit.Token);
    }

    /// <summary>Waits for what happens, and sets the clock forward by a second whenever nothing does.</summary>
    public async Task AdvanceUntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await IdleAsync();
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            App.Clock.Advance(TimeSpan.FromSeconds(1));
            await IdleAsync();
        }
    }

    /// <summary>Waits for what happens on other threads; with <paramref name="step"/> the clock moves on meanwhile.</summary>
    public async Task UntilAsync(Func<bool> condition, TimeSpan step = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            App.Clock.Advance(step);
            await Task.Yield();
        }
    }

    public async Task StopAsync(CancellationToken deadline = default)
    {
        _isStopped = true;
        await Worker.StopAsync(deadline);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isStopped)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10)); // A handler of a test that failed may never end.
            await StopAsync(deadline.Token);
        }

        await App.DisposeAsync();
    }

    private BackgroundService Worker => App.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single();
}

/// <summary>A clock that somebody sets: the hands move, and nothing else does.</summary>
internal sealed class SettableClock : TimeProvider
{
    private long _reads;

    public long Reads => Volatile.Read(ref _reads);

    public TimeProvider Inner { get; set; } = System;

    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => Inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        Interlocked.Increment(ref _reads);
        return Inner.GetUtcNow() + Offset;
    }

    public override long GetTimestamp() => Inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Inner.CreateTimer(callback, state, dueTime, period);
}
