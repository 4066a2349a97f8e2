using Redox.Client.Testing;

namespace Redox.Client.Tool;

/// <summary>A fault as accepted by <c>/__redox/faults</c>.</summary>
/// <param name="Fault">Its name, as in <see cref="Testing.Fault"/>.</param>
/// <param name="Route">The part of the exchange whose requests meet it: the name of a <see cref="FakeRoute"/>. Default: messages.</param>
/// <param name="DataModel">Only messages of this data model.</param>
/// <param name="EventType">Only messages of this event type; needs the data model.</param>
/// <param name="Times">The number of consecutive requests. Default: one.</param>
/// <param name="RetryAfter">Seconds in <c>Retry-After</c>, for 429 and 503.</param>
/// <param name="Delay">Seconds on the fake's clock, for <c>Slow</c>.</param>
/// <param name="Status">The status of <c>Response</c>.</param>
/// <param name="Body">The body of <c>Response</c>.</param>
/// <param name="Text">The text of an error: for <c>BadRequest</c>, <c>OkWithErrors</c>, <c>InvalidRequest</c> and <c>OAuthError</c>; what <c>NotHttp</c> sends.</param>
/// <param name="Code">The code of <c>OAuthError</c>.</param>
internal sealed record FaultOrder(
    string Fault,
    string Route = "messages",
    string? DataModel = null,
    string? EventType = null,
    int Times = 1,
    double? RetryAfter = null,
    double? Delay = null,
    int? Status = null,
    string? Body = null,
    string? Text = null,
    string? Code = null)
{
    private const string BeforeTheSocket = "it happens on the client's side of the network; stop the program, or give the client another address";

    private static readonly string[] Routes = [.. Enum.GetNames<FakeRoute>().Select(name => name.ToLowerInvariant())];

    private static readonly Dictionary<string, Func<FaultOrder, Fault>> Faults = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Testing.Fault.Unauthorized)] = _ => Testing.Fault.Unauthorized,
        [nameof(Testing.Fault.ExpiredToken)] = _ => Testing.Fault.ExpiredToken,
        [nameof(Testing.Fault.RevokedToken)] = _ => Testing.Fault.RevokedToken,
        [nameof(Testing.Fault.InvalidRequest)] = order => Testing.Fault.InvalidRequest(order.Text ?? ""),
        [nameof(Testing.Fault.OAuthError)] = order => Testing.Fault.OAuthError(order.Code ?? throw new HostException("OAuthError needs a code, such as invalid_client."), order.Text ?? "", order.Status ?? 400),
        [nameof(Testing.Fault.LegacyUnauthorized)] = _ => Testing.Fault.LegacyUnauthorized,
        [nameof(Testing.Fault.BadRequest)] = order => Testing.Fault.BadRequest(order.Error),
        [nameof(Testing.Fault.OkWithErrors)] = order => Testing.Fault.OkWithErrors(order.Error),
        [nameof(Testing.Fault.Forbidden)] = _ => Testing.Fault.Forbidden,
        [nameof(Testing.Fault.NotFound)] = _ => Testing.Fault.NotFound,
        [nameof(Testing.Fault.PayloadTooLarge)] = _ => Testing.Fault.PayloadTooLarge,
        [nameof(Testing.Fault.TooManyRequests)] = order => Testing.Fault.TooManyRequests(order.Wait),
        [nameof(Testing.Fault.ServerError)] = _ => Testing.Fault.ServerError,
        [nameof(Testing.Fault.BadGateway)] = _ => Testing.Fault.BadGateway,
        [nameof(Testing.Fault.ServiceUnavailable)] = order => Testing.Fault.ServiceUnavailable(order.Wait),
        [nameof(Testing.Fault.GatewayTimeout)] = _ => Testing.Fault.GatewayTimeout,
        [nameof(Testing.Fault.DropBeforeAcceptance)] = _ => Testing.Fault.DropBeforeAcceptance,
        [nameof(Testing.Fault.DropAfterAcceptance)] = _ => Testing.Fault.DropAfterAcceptance,
        [nameof(Testing.Fault.ResetBeforeAcceptance)] = _ => Testing.Fault.ResetBeforeAcceptance,
        [nameof(Testing.Fault.ResetAfterAcceptance)] = _ => Testing.Fault.ResetAfterAcceptance,
        [nameof(Testing.Fault.NotHttp)] = order => Testing.Fault.NotHttp(order.Text ?? throw new HostException("NotHttp needs a text, which is sent in place of HTTP.")),
        [nameof(Testing.Fault.TruncatedBody)] = _ => Testing.Fault.TruncatedBody,
        [nameof(Testing.Fault.StalledBody)] = _ => Testing.Fault.StalledBody,
        [nameof(Testing.Fault.NoResponse)] = _ => Testing.Fault.NoResponse,
        [nameof(Testing.Fault.Slow)] = order => Testing.Fault.Slow(Seconds("delay", order.Delay ?? throw new HostException("Slow needs a delay in seconds."))),
        [nameof(Testing.Fault.MalformedJson)] = _ => Testing.Fault.MalformedJson,
        [nameof(Testing.Fault.EmptyResponse)] = _ => Testing.Fault.EmptyResponse,
        [nameof(Testing.Fault.HtmlResponse)] = _ => Testing.Fault.HtmlResponse,
        [nameof(Testing.Fault.WrongContentType)] = _ => Testing.Fault.WrongContentType,
        [nameof(Testing.Fault.OversizedResponse)] = _ => Testing.Fault.OversizedResponse(),
        [nameof(Testing.Fault.Response)] = order => Testing.Fault.Response(order.Status ?? throw new HostException("Response needs a status."), order.Body ?? ""),
    };

    public static IEnumerable<string> Names => Faults.Keys;

    /// <summary>The faults of the library that the program does not offer, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotOffered { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Testing.Fault.ConnectionRefused)] = BeforeTheSocket,
        [nameof(Testing.Fault.HostNotFound)] = BeforeTheSocket,
        [nameof(Testing.Fault.TlsFailed)] = BeforeTheSocket,
        [nameof(Testing.Fault.ConnectTimeout)] = BeforeTheSocket,
        [nameof(Testing.Fault.Held)] = "a task of the test releases it; use Slow or NoResponse",
    };

    private TimeSpan? Wait => RetryAfter is { } seconds ? Seconds("retryAfter", seconds) : null;

    private FaultError Error => new(Text ?? "A scripted error");

    private static TimeSpan Seconds(string name, double value) => value is >= 0 and <= 1e9
        ? TimeSpan.FromSeconds(value)
        : throw new HostException($"{name} is in seconds: a number from 0 to 1,000,000,000.");

    public void Script(RedoxFaults faults)
    {
        var route = Array.FindIndex(Routes, name => name.Equals(Route, StringComparison.OrdinalIgnoreCase));
        if (route < 0)
        {
            throw new HostException($"route is '{Route}'; use {string.Join(" or ", Routes)}.");
        }

        if (NotOffered.TryGetValue(Fault ?? "", out var reason))
        {
            throw new HostException($"{Fault} is only available to tests in .NET: {reason}.");
        }

        if (!Faults.TryGetValue(Fault ?? "", out var create))
        {
            throw new HostException($"fault is '{Fault}'; use one of {string.Join(", ", Names)}.");
        }

        if (EventType is not null && DataModel is null)
        {
            throw new HostException("eventType requires dataModel.");
        }

        var scope = faults.On(Enum.GetValues<FakeRoute>()[route]);
        (DataModel is null ? scope : scope.For(DataModel, EventType)).Then(create(this), Times);
    }
}
