using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>An application whose destination has an inbox, with its hosted service running.</summary>
internal sealed class InboxApplication : IAsyncDisposable
{
    private bool _isStopped;

    private InboxApplication(TestDestination app) => App = app;

    public TestDestination App { get; }

    public Journal Journal => App.Journal;

    public IRedoxInbox Inbox => App.Services.GetRequiredKeyedService<IRedoxInbox>("");

    /// <summary>On a SQLite file, with a handler of new appointments.</summary>
    public static Task<InboxApplication> StartAsync(string file, Func<RedoxDelivery, CancellationToken, Task>? handle = null, Action<RedoxInboxOptions>? configure = null, bool fallback = false) =>
        StartAsync(destination => destination.ThroughSqliteInbox($"Data Source={file}", configure), handle, fallback);

    public static async Task<InboxApplication> StartAsync(Action<RedoxDestinationBuilder> useInbox, Func<RedoxDelivery, CancellationToken, Task>? handle = null, bool fallback = false)
    {
        var app = new TestDestination(
            destination =>
            {
                destination.AddHandler<SchedulingNew, Noting<SchedulingNew>>().AddQueryHandler<PatientSearchQuery, PatientSearchResponse, Searching>();
                if (fallback)
                {
                    destination.AddFallback<NotingFallback>();
                }

                useInbox(destination);
            },
            services: services => services
                .AddScoped(provider => new Noting<SchedulingNew>(provider.GetRequiredService<Journal>(), handle))
                .AddScoped(_ => new Searching((_, _) => Task.FromResult(new PatientSearchResponse())))
                .AddScoped(provider => new NotingFallback(provider.GetRequiredService<Journal>(), RedoxFallbackReply.Accept)));
        var started = new InboxApplication(app);
        await started.Worker.StartAsync(CancellationToken.None);
        return started;
    }

    public Task<RedoxReply> PostAsync(string logId) => App.PostAsync(TestDestination.Appointment(logId));

    public Task HandledAsync(int count) => UntilAsync(() => Journal.Count >= count);

    /// <summary>Waits until so many messages are left.</summary>
    public async Task<IReadOnlyList<RedoxInboxEntry>> WaitingAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await Inbox.ReadAsync("", DateTimeOffset.MaxValue, 100, limit.Token) is { } entries && entries.Count == count)
            {
                return entries;
            }

            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
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

    private IHostedService Worker => App.Services.GetServices<IHostedService>().Single();
}
