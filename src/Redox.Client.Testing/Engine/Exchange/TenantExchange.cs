using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Engine.Limits;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>The exchange as one client sees it: its keys, its data, its journal, and its handlers of the endpoints.</summary>
internal sealed class TenantExchange : IDisposable
{
    private readonly Dictionary<FakeEndpoint, EndpointHandler> _handlers;
    private readonly RequestStages _stages;
    private readonly CancellationTokenSource _ending = new();

    public TenantExchange(RegisteredClient client, ExchangeSettings settings)
    {
        Client = client;
        Tokens = settings.Tokens;
        Subscriptions = settings.Subscriptions;
        Assertions = new(client, settings.Assertions, settings.AssertionTime);
        Responses = new(settings.Subscriptions);
        Faults = new(settings.OverSocket, settings.Events);
        Journal = new(settings.Clock, Changes, settings.JournalCapacity, settings.MaxRecordedBodySize, settings.Events);
        Push = new(settings, Changes);
        RateLimit = new(settings.RateLimit, settings.Clock);
        _stages = new(Faults, RateLimit, settings, client, Responses, _ending.Token);
        _handlers = EndpointTable.All.ToDictionary(endpoint => endpoint, endpoint => endpoint.CreateHandler(this));
    }

    public RegisteredClient Client { get; }

    /// <summary>The tokens that the fake has issued, to every client.</summary>
    public AccessTokens Tokens { get; }

    public Subscriptions Subscriptions { get; }

    public AssertionVerifier Assertions { get; }

    public MessageResponses Responses { get; }

    public RedoxFakeData Data { get; } = new();

    public RedoxFaults Faults { get; }

    public RateLimit RateLimit { get; }

    /// <summary>Signals every change of <see cref="Journal"/> and <see cref="Push"/>.</summary>
    public ChangeSignal Changes { get; } = new();

    public RequestJournal Journal { get; }

    public RedoxPush Push { get; }

    public async ValueTask<FakeResponse> HandleAsync(FakeRequest request, EndpointMatch match, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = Record(request, match);
        var response = await _stages.PassAsync(request, entry, match.Endpoint?.Route, () => Answer(request, entry, match), cancellationToken).ConfigureAwait(false);
        entry.Complete(response.Status);
        return response;
    }

    /// <summary>Aborts responses that are held back: on a clock that stands still they would never end.</summary>
    public void Dispose()
    {
        _ending.Cancel(); // Not disposed: requests in progress still use it.
        Client.Dispose();
    }

    private RequestRecord Record(FakeRequest request, EndpointMatch match)
    {
        var message = match.Nearest?.Route == FakeRoute.Messages ? MessageEnvelope.Of(request) : null;
        var entry = new RequestRecord(Journal, request, match.Nearest?.Route) { DataModel = message?.DataModel, EventType = message?.EventType, SourceId = message?.SourceId };
        Journal.Add(entry);
        return entry;
    }

    private FakeResponse Answer(FakeRequest request, RequestRecord entry, EndpointMatch match)
    {
        if (match.Endpoint is not { } endpoint)
        {
            return OptionsAnswer.To(request, entry, match) ?? UnknownEndpoint.Answer(entry, match.Nearest);
        }

        entry.RestOn(endpoint.Path == request.Path ? [endpoint.Follows] : [endpoint.Follows, Ledger.RoutePathForm]);
        return _handlers[endpoint](request, entry);
    }
}
