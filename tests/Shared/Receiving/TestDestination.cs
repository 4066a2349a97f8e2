using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Shared.Receiving;

/// <summary>An application with one destination and no web server, a clock of its own and its log kept.</summary>
internal sealed class TestDestination : IAsyncDisposable
{
    public const string Token = "the-verification-token";
    public const string LogId = "d9f5d293-7110-461e-a875-3beb089e79f3";

    private readonly ServiceProvider _services;

    public TestDestination(Action<RedoxDestinationBuilder>? build = null, Action<RedoxDestinationOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging());
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton(Journal);
        var builder = collection.AddRedoxDestination(options =>
        {
            options.VerificationTokens.Add(Token);
            options.ValidateResponses = false;
            configure?.Invoke(options);
        });
        build?.Invoke(builder);
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2024, 3, 4, 13, 0, 0, TimeSpan.Zero));

    public Journal Journal { get; } = new();

    public IServiceProvider Services => _services;

    public RedoxDestination Destination => _services.GetRequiredService<RedoxDestination>();

    public string Log => string.Join('\n', _services.GetFakeLogCollector().GetSnapshot().Select(record => $"{record} {record.Exception}"));

    public static string Appointment(string? logId = LogId) => logId is null
        ? """{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Notes":["CANARY"]}}"""
        : $$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New","Logs":[{"ID":"{{{logId}}}","AttemptID":"attempt-1"}]},"Patient":{"Notes":["CANARY"]}}""";

    public const string Search = """{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Logs":[{"ID":"d9f5d293-7110-461e-a875-3beb089e79f3"}]}}""";

    public Task<RedoxDestinationResponse> PostAsync(string body, params (string Name, string Value)[] headers) => PostAsync(Encoding.UTF8.GetBytes(body), headers);

    /// <summary>With the verification token, unless headers are given.</summary>
    public Task<RedoxDestinationResponse> PostAsync(byte[] body, params (string Name, string Value)[] headers) => SendAsync(new RedoxDestinationRequest
    {
        Method = "POST",
        Header = Lookup([.. headers.Length > 0 ? headers : [("verification-token", Token)], ("Content-Type", "application/json")]),
        Body = new MemoryStream(body),
    });

    /// <summary>From a sender that does not wait for the reply.</summary>
    public async Task<RedoxDestinationResponse> PostAndLeaveAsync(string body)
    {
        using var gone = new CancellationTokenSource();
        var headers = Lookup(("verification-token", Token), ("Content-Type", "application/json"));
        return await SendAsync(new RedoxDestinationRequest { Method = "POST", Header = headers, Body = new LeavingSender(body, gone) }, gone.Token);
    }

    public Task<RedoxDestinationResponse> GetAsync(params (string Name, string Value)[] query) => SendAsync(new RedoxDestinationRequest { Method = "GET", Header = _ => null, Query = Lookup(query) });

    public Task<RedoxDestinationResponse> SendAsync(RedoxDestinationRequest request, CancellationToken cancellationToken = default) => Destination.ReceiveAsync(request, cancellationToken);

    public static Func<string, string?> Lookup(params (string Name, string Value)[] values) =>
        name => values.FirstOrDefault(value => value.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static string Text(RedoxDestinationResponse reply) => Encoding.UTF8.GetString(reply.Body.Span);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>What the handlers of a test did, in order.</summary>
internal sealed class Journal : ConcurrentQueue<string>;

/// <summary>Notes what it was given, and then does what the test wants.</summary>
internal sealed class Noting<TMessage>(Journal journal, Func<RedoxDeliveryContext, CancellationToken, Task>? then = null) : IRedoxHandler<TMessage>
    where TMessage : IRedoxMessage
{
    public Noting(Journal journal)
        : this(journal, null)
    {
    }

    public Task HandleAsync(TMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
    {
        journal.Enqueue($"{typeof(TMessage).Name} {message}");
        return then?.Invoke(delivery, cancellationToken) ?? Task.CompletedTask;
    }
}

internal sealed class Searching(Func<RedoxDeliveryContext, CancellationToken, Task<PatientSearchResponse>> answer) : IRedoxQueryHandler<PatientSearchQuery, PatientSearchResponse>
{
    public Task<PatientSearchResponse> HandleAsync(PatientSearchQuery query, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => answer(delivery, cancellationToken);
}

internal sealed class NotingFallback(Journal journal, RedoxFallbackResult reply, Exception? failure = null) : IRedoxFallbackHandler
{
    public NotingFallback(Journal journal, RedoxFallbackResult reply)
        : this(journal, reply, null)
    {
    }

    public Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
    {
        journal.Enqueue($"{unhandled.Reason} {unhandled.Message} {Encoding.UTF8.GetString(delivery.Body.Span)}");
        return failure is null ? Task.FromResult(reply) : throw failure;
    }
}
