using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Shared.InboxTroubles;

/// <summary>An application with an inbox as Redox meets it, over HTTP. Its clock stands still unless the test moves it.</summary>
internal sealed class InboxServer : IAsyncDisposable
{
    public const int NotStored = 73;
    public const int InboxFailed = 76;
    public const int ProcessDied = 91;
    public const int ResultRefused = 104;
    public const int LeaseLost = 107;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;
    private readonly FakeTimeProvider _clock;
    private readonly HttpClient _http;

    private InboxServer(WebApplication app, FakeTimeProvider clock)
    {
        (_app, _clock) = (app, clock);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = Limit };
        _http.DefaultRequestHeaders.Add("verification-token", "the-verification-token");
    }

    /// <summary>The name of a message whose handler runs until <see cref="Release"/>.</summary>
    public const string Held = "held";

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The names of the messages for which a handler was called, in that order.</summary>
    public ConcurrentQueue<string> Handled { get; } = [];

    /// <summary>All that was logged, with exceptions.</summary>
    public string Log => string.Join('\n', Records.Select(record => $"{record} {record.Exception}"));

    private IReadOnlyList<FakeLogRecord> Records => _app.Services.GetFakeLogCollector().GetSnapshot();

    public static async Task<InboxServer> StartAsync(FakeTimeProvider clock, Action<RedoxDestinationBuilder> useInbox)
    {
        InboxServer? server = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.None).AddFakeLogging();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddScoped(_ => new Handler(name => server!.HandleAsync(name)));
        useInbox(builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token")).AddHandler<SchedulingNew, Handler>());
        var app = builder.Build();
        app.MapRedoxDestination("/redox");
        await app.StartAsync();
        return server = new InboxServer(app, clock);
    }

    /// <summary>The log ID of a message. The log names those only that are GUIDs, as Redox's are.</summary>
    public static string IdOf(string name) => new Guid(Encoding.UTF8.GetBytes(name.PadRight(16))).ToString();

    private static string NameOf(string logId) => Encoding.UTF8.GetString(new Guid(logId).ToByteArray()).TrimEnd();

    /// <summary>Sends a message as Redox does.</summary>
    /// <returns>What Redox is told: the status, and when to come again.</returns>
    public async Task<(int Status, string? RetryAfter)> SendAsync(string name)
    {
        var body = $$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"{{{IdOf(name)}}}"}]},"Patient":{"Notes":["CANARY"]}}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri("/redox", UriKind.Relative), content);
        return ((int)response.StatusCode, response.Headers.RetryAfter?.ToString());
    }

    /// <summary>Sends a message until it is accepted.</summary>
    public async Task DeliverAsync(string name)
    {
        using var limit = new CancellationTokenSource(Limit);
        while ((await SendAsync(name)).Status != 200)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The lines that were logged with one of these events.</summary>
    public string[] Logged(params int[] events) => [.. Records.Where(record => events.Contains(record.Id.Id)).Select(record => record.Message)];

    /// <summary>Lets the handler of the message <see cref="Held"/> end.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Waits for what happens on other threads, while the clock moves on.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    /// <summary>Waits until the inbox has neither waiting nor running messages.</summary>
    public async Task UntilEmptyAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var inbox = _app.Services.GetRequiredKeyedService<IRedoxInbox>("");
        while (await inbox.CountAsync("", limit.Token) is { Waiting: > 0 } or { Running: > 0 })
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        _http.Dispose();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10)); // A test that failed may have left a handler or the database stuck.
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
    }

    private Task HandleAsync(string name)
    {
        Handled.Enqueue(name);
        return name == Held ? _released.Task : Task.CompletedTask;
    }

    private sealed class Handler(Func<string, Task> handle) : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => handle(NameOf(delivery.LogId!));
    }
}
