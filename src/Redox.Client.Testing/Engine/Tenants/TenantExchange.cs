using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Limits;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Fidelity;
using Redox.Client.Testing.Journal;

namespace Redox.Client.Testing.Engine.Tenants;

/// <summary>The exchange as one client sees it: its keys, its data, its journal, and the endpoints that work on them.</summary>
internal sealed class TenantExchange : IDisposable
{
    private readonly TokenEndpoint _tokens;
    private readonly LegacyEndpoint _legacy;
    private readonly MessageEndpoint _messages;
    private readonly RequestStages _stages;
    private readonly CancellationTokenSource _ending = new();

    public TenantExchange(RegisteredClient client, ExchangeSettings settings)
    {
        Client = client;
        Faults = new(settings.OverSocket, settings.Events);
        Requests = new(settings.Clock, Changes, settings.JournalCapacity, settings.MaxRecordedBodySize, settings.Events);
        Push = new(settings, Changes);
        _tokens = new(client, new AssertionVerifier(client, settings.Audiences, settings.Clock), settings.Tokens);
        _legacy = new(client, settings.Tokens);
        var replies = new MessageResponses(settings.Subscriptions);
        _messages = new(new BearerCheck(client, settings.Tokens), new MessageValidator(settings.Subscriptions), Data, replies);
        _stages = new(Faults, new RateLimit(settings.RateLimit, settings.Clock), settings, client, replies, _ending.Token);
        Auth = new(client, settings.Tokens, _legacy);
    }

    public RegisteredClient Client { get; }

    public RedoxFakeAuth Auth { get; }

    public RedoxFakeData Data { get; } = new();

    public RedoxFaults Faults { get; }

    /// <summary>Signals every change of <see cref="Requests"/> and <see cref="Push"/>.</summary>
    public ChangeSignal Changes { get; } = new();

    public RedoxRequests Requests { get; }

    public RedoxPush Push { get; }

    public async ValueTask<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = Requests.Add(request);
        var response = await _stages.PassAsync(request, entry, Answer, cancellationToken).ConfigureAwait(false);
        entry.Complete(response.Status);
        return response;
    }

    /// <summary>Aborts responses that are held back: on a clock that stands still they would never end.</summary>
    public void Dispose()
    {
        _ending.Cancel(); // Not disposed: requests in progress still use it.
        Client.Dispose();
    }

    private FakeResponse Answer(FakeRequest request, RecordedRequest entry) => (request.Method, request.Path) switch
    {
        ("POST", Routes.Token) => _tokens.Answer(request, entry),
        ("POST", Routes.Authenticate) => _legacy.Authenticate(request, entry),
        ("POST", Routes.RefreshToken) => _legacy.Refresh(request, entry),
        ("POST", Routes.Endpoint or Routes.Query) => _messages.Answer(request, entry),
        _ => NotFound(request, entry),
    };

    [Follows(Ledger.RouteUnknown, Ledger.RouteUnknownIs404, Ledger.ReplyWords)]
    private static FakeResponse NotFound(FakeRequest request, RecordedRequest entry)
    {
        entry.Report(
            RequestProblemKind.RouteUnknown,
            $"{request.Method} {request.Path} is not an endpoint of the fake. It answers POST {Routes.Token}, {Routes.Endpoint} and {Routes.Query}, and {Routes.Authenticate} and {Routes.RefreshToken} for legacy keys.");
        entry.RestOn(Ledger.RouteUnknown, Ledger.RouteUnknownIs404, Ledger.ReplyWords);
        return FakeResponse.Text(404, "Not Found");
    }
}
