using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Testing;
using Shared.Clocks;

namespace Redox.Client.Tests.Setup;

/// <summary>An application with one Redox client, a fake exchange of its own on a clock that they share, and its log kept.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string HospitalId = "af394f14-b34a-464f-8d24-895f370af4c9";

    /// <summary>How long a test waits in real time for what should happen at once. Nothing waits without end.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services;
    private readonly RedoxFake? _own;

    /// <param name="configure">Changes the client's options, after the fake has set address and credentials.</param>
    /// <param name="services">Adds to the application, after the fake.</param>
    /// <param name="redox">The fake, or a tenant of it, when several applications share it. Default: one of its own, in memory.</param>
    /// <param name="clock">The clock that <paramref name="redox"/> goes by.</param>
    /// <param name="gateway">Where the fake is reached, if not at its own address.</param>
    public TestApp(
        Action<RedoxClientOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        RedoxTenant? redox = null,
        SkippingClock? clock = null,
        Gateway? gateway = null)
    {
        Clock = clock ?? new();
        _own = redox is null ? Fake(Clock, options => options.AdditionalAudiences.Add(gateway?.Audience ?? "")) : null;
        Redox = redox ?? _own!;
        Redox.Auth.RegisterKey("the-key", TestKeys.PublicRsa);
        Redox.Auth.UseTokenValues(static number => $"CANARY-token-{number}"); // As everything secret here, so that LeakWatch knows them.

        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging().AddProvider(LeakWatch.Logs));
        collection.AddRedoxClient(_ => { });
        collection.UseRedoxFake(Redox);
        collection.PostConfigure<RedoxClientOptions>(options =>
        {
            options.Credentials.KeyId = "the-key";
            options.Credentials.PrivateKey = TestKeys.Rsa;
            options.Destinations["General Hospital"] = HospitalId;
            configure?.Invoke(options);
        });
        gateway?.StandBefore(Redox, collection);
        services?.Invoke(collection);
        collection.AddSingleton<TimeProvider>(Clock);
        _services = collection.BuildServiceProvider();
    }

    public RedoxTenant Redox { get; }

    public SkippingClock Clock { get; }

    public IRedoxClient Client => _services.GetRequiredService<IRedoxClient>();

    public IServiceProvider Services => _services;

    public IReadOnlyList<RecordedRequest> TokenRequests => Redox.Requests.Tokens;

    public IReadOnlyList<RecordedRequest> Messages => Redox.Requests.Messages;

    public string Log => string.Join('\n', _services.GetFakeLogCollector().GetSnapshot().Select(record => $"{record} {record.Exception} {record.StructuredState?.Count}"));

    public IRedoxClient Named(string name) => _services.GetRequiredKeyedService<IRedoxClient>(name);

    /// <summary>A fake on the clock of a test. What the client may send is the limit of the client's own.</summary>
    public static RedoxFake Fake(SkippingClock clock, Action<RedoxFakeOptions>? configure = null) => RedoxFake.InMemory(options =>
    {
        options.TimeProvider = clock.Time;
        options.RateLimit.Enabled = false;
        configure?.Invoke(options);
    });

    public static SchedulingNew Appointment(params SystemReference[] destinations) => new()
    {
        Meta = new Meta { Destinations = destinations.Length > 0 ? destinations : [new() { Name = "General Hospital" }] },
        Patient = new() { Identifiers = [new() { ID = "CANARY-MRN-4711", IDType = "MR" }] },
        Visit = new() { VisitNumber = "7", VisitDateTime = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), Duration = 30, Location = new() { Department = "3N" } },
    };

    public static PatientSearchQuery Search(params SystemReference[] destinations) => new()
    {
        Meta = new Meta { Destinations = destinations.Length > 0 ? destinations : [new() { Name = "General Hospital" }] },
        Patient = new() { Identifiers = [new() { ID = "CANARY-MRN-4711", IDType = "MR" }] },
    };

    /// <summary>Waits, in real time, until at least so many messages have arrived at the fake.</summary>
    public Task ArrivedAsync(int messages = 1) => Redox.Requests.WaitForAsync(_ => Messages.Count >= messages, Patience);

    /// <summary>The end of the application, and of its fake, which throws when it had to refuse what the test did not mean it to.</summary>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await (_own?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
