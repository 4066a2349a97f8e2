using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Limits;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.Queries;

namespace Redox.Client.Testing.Engine;

/// <summary>
/// The exchange itself: takes a request, gives a reply, and knows nothing of the transport between. Both transports of a fake call this
/// one method, so they cannot behave differently.
/// </summary>
internal sealed class ExchangeEngine
{
    private readonly TimeProvider _clock;
    private readonly TokenEndpoint _tokens;
    private readonly LegacyEndpoint _legacy;
    private readonly MessageEndpoint _messages;
    private readonly Gate _gate;

    public ExchangeEngine(RedoxFakeOptions options, Uri baseAddress, RegisteredClient client)
    {
        _clock = options.TimeProvider;
        var accessTokens = new AccessTokens(options.TimeProvider, options.TokenLifetime);
        var destinations = options.Destinations.ToDictionary(StringComparer.OrdinalIgnoreCase);
        string[] audiences = [new Uri(baseAddress, Routes.Token).AbsoluteUri, .. options.FurtherAudiences];
        _tokens = new(client, new AssertionVerifier(client, audiences, options.TimeProvider), accessTokens);
        _legacy = new(client, accessTokens);
        Auth = new(client, accessTokens, _legacy);
        var replies = new MessageReplies(destinations);
        _messages = new(new BearerCheck(accessTokens), new MessageValidator(destinations), new QueryAnswers(Data), replies);
        MaxMessageSize = options.MaxMessageSize;
        _gate = new(Faults, new RateLimit(options.RateLimit, options.TimeProvider), MaxMessageSize, options.TimeProvider, accessTokens, replies, client);
    }

    /// <summary>How much of a body a transport keeps.</summary>
    public int MaxMessageSize { get; }

    public RedoxRequests Requests { get; } = new();

    public RedoxFakeAuth Auth { get; }

    public RedoxFakeData Data { get; } = new();

    public RedoxFaults Faults { get; } = new();

    public async ValueTask<FakeReply> HandleAsync(FakeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = Requests.Add(request, _clock.GetUtcNow());
        var reply = await _gate.PassAsync(request, entry, Answer, cancellationToken).ConfigureAwait(false);
        entry.Complete(reply.Status);
        return reply;
    }

    private FakeReply Answer(FakeRequest request, RecordedRequest entry) => (request.Method, request.Path) switch
    {
        ("POST", Routes.Token) => _tokens.Answer(request, entry),
        ("POST", Routes.Authenticate) => _legacy.Authenticate(request, entry),
        ("POST", Routes.RefreshToken) => _legacy.Refresh(request, entry),
        ("POST", Routes.Endpoint or Routes.Query) => _messages.Answer(request, entry),
        _ => NotFound(request, entry),
    };

    [Documented("Error handling and responses: another verb or path is answered 403 or 404")]
    [Assumed("404 of the two, and the text of the body")]
    private static FakeReply NotFound(FakeRequest request, RecordedRequest entry)
    {
        entry.Report(
            RequestProblemKind.RouteUnknown,
            $"{request.Method} {request.Path} is no endpoint of the fake. It answers POST {Routes.Token}, {Routes.Endpoint} and {Routes.Query}, and {Routes.Authenticate} and {Routes.RefreshToken} for legacy keys.");
        return FakeReply.Text(404, "Not Found");
    }
}
