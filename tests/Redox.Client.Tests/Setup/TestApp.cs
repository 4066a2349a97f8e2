using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;

namespace Redox.Client.Tests.Setup;

/// <summary>An application with one Redox client, a network of its own, a clock of its own and its log kept.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string HospitalId = "af394f14-b34a-464f-8d24-895f370af4c9";
    private readonly ServiceProvider _services;

    public TestApp(Action<RedoxClientOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging().AddProvider(LeakWatch.Logs));
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddRedoxClient(options =>
        {
            options.Credentials.ClientId = "the-client";
            options.Credentials.KeyId = "the-key";
            options.Credentials.PrivateKey = TestKeys.Rsa;
            options.Destinations["General Hospital"] = HospitalId;
            options.ValidateBeforeSending = false; // The messages of these tests are short; what is checked is told by the tests of the check.
            configure?.Invoke(options);
        });
        collection.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(() => Exchange);
        collection.AddHttpClient(RedoxHttpClientNames.Token()).ConfigurePrimaryHttpMessageHandler(() => Exchange);
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
    }

    public Exchange Exchange { get; } = new();

    public SkippingClock Clock { get; } = new();

    public IRedoxClient Client => _services.GetRequiredService<IRedoxClient>();

    public IServiceProvider Services => _services;

    public IRedoxClient Named(string name) => _services.GetRequiredKeyedService<IRedoxClient>(name);

    public string Log => string.Join('\n', _services.GetFakeLogCollector().GetSnapshot().Select(record => $"{record} {record.Exception} {record.StructuredState?.Count}"));

    public static SchedulingNew Appointment(params SystemReference[] destinations) => new()
    {
        Meta = new Meta { Destinations = destinations.Length > 0 ? destinations : [new() { Name = "General Hospital" }] },
        Patient = new() { Identifiers = [new() { ID = "CANARY-MRN-4711", IDType = "MR" }] },
    };

    public static PatientSearchQuery Search(params SystemReference[] destinations) => new()
    {
        Meta = new Meta { Destinations = destinations.Length > 0 ? destinations : [new() { Name = "General Hospital" }] },
    };

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
