using System.Globalization;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Limits;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Faults.Kinds;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>Refusals by the exchange or something in front of it. The message was not accepted.</summary>
public abstract partial class Fault
{
    // Properties, because the fields of one part of a class may not be initialized yet when another part is.
    private static Ledger[] PlainStatus => [Ledger.FaultStatuses, Ledger.ReplyWords];

    private static Ledger[] GatewayStatus => [Ledger.FaultStatuses, Ledger.FaultGatewayBodies];

    /// <summary>
    /// 401 with Redox's plain text, as for an invalid token; but the token remains valid. For a token that really becomes invalid see
    /// <see cref="ExpiredToken"/> and <see cref="RevokedToken"/>.
    /// </summary>
    public static Fault Unauthorized { get; } = new RefusalFault("401 Unauthorized", BearerCheck.Unauthorized) { Follows = PlainStatus };

    /// <summary>403 with plain text: Redox's response when the verb, destination or event type is not allowed.</summary>
    public static Fault Forbidden { get; } = Plain(403, "Forbidden");

    /// <summary>404 with plain text.</summary>
    public static Fault NotFound { get; } = Plain(404, "Not Found");

    /// <summary>413 with plain text: the message is larger than Redox accepts.</summary>
    public static Fault PayloadTooLarge { get; } = new RefusalFault("413 Payload Too Large", BodyLimit.TooLarge) { Follows = PlainStatus };

    /// <summary>500 with plain text: an unknown error inside Redox. The message was not accepted, which the client cannot know.</summary>
    public static Fault ServerError { get; } = Plain(500, "Internal Server Error");

    /// <summary>502 with an HTML page, as from a gateway in front of Redox, for example during a deployment.</summary>
    public static Fault BadGateway { get; } = new RefusalFault("502 Bad Gateway", Html(502, "502 Bad Gateway")) { Follows = GatewayStatus };

    /// <summary>504 without a body: Redox's gateway gave up after "a couple of minutes". The message was not accepted, which the client cannot know.</summary>
    public static Fault GatewayTimeout { get; } = new RefusalFault("504 Gateway Timeout", FakeResponse.Empty(504)) { Follows = GatewayStatus };

    /// <summary>400 with <c>Meta.Errors</c>: the message is malformed or incomplete, or its destination refused it.</summary>
    /// <param name="first">The first error.</param>
    /// <param name="more">Further errors.</param>
    public static Fault BadRequest(FaultError first, params FaultError[] more) => Errors("400 Bad Request", 400, first, more, Ledger.ReplyErrors);

    /// <summary>200 with <c>Meta.Errors</c>: HTTP reports success, but the call failed, at Redox or at the destination.</summary>
    /// <param name="first">The first error.</param>
    /// <param name="more">Further errors.</param>
    public static Fault OkWithErrors(FaultError first, params FaultError[] more) => Errors("200 with Meta.Errors", 200, first, more, Ledger.FaultOkWithErrors);

    /// <summary>429 with the header <c>X-RateLimit-Limit</c>.</summary>
    /// <param name="retryAfter">Sent as <c>Retry-After</c> in seconds; none by default, as Redox documents none.</param>
    /// <param name="limit">The value of the header. Default: 7,500, the value of Redox's page.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retryAfter"/> is negative.</exception>
    public static Fault TooManyRequests(TimeSpan? retryAfter = null, int limit = RedoxFakeRateLimitOptions.DocumentedHeader) =>
        TooMany(limit, retryAfter is { } wait ? Seconds(wait) : null, retryAfter is { } text ? $"Retry-After {Seconds(text)} s" : null);

    /// <summary>429 with <c>Retry-After</c> as a date (RFC 9110, 10.2.3) and the header <c>X-RateLimit-Limit</c>.</summary>
    /// <param name="retryAt">When the client may try again, on the fake's clock; whole seconds.</param>
    /// <param name="limit">The value of the header.</param>
    public static Fault TooManyRequests(DateTimeOffset retryAt, int limit = RedoxFakeRateLimitOptions.DocumentedHeader) =>
        TooMany(limit, retryAt.ToString("R", CultureInfo.InvariantCulture), $"Retry-After {retryAt:R}");

    /// <summary>503 with plain text: temporarily unavailable.</summary>
    /// <param name="retryAfter">Sent as <c>Retry-After</c> in seconds; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retryAfter"/> is negative.</exception>
    public static Fault ServiceUnavailable(TimeSpan? retryAfter = null) => retryAfter is { } wait
        ? new RefusalFault(
            $"503 Service Unavailable, Retry-After {Seconds(wait)} s",
            FakeResponse.Text(503, "Service Unavailable") with { Headers = [new("Retry-After", Seconds(wait))] })
        { Follows = [Ledger.FaultServiceUnavailable] }
        : new RefusalFault("503 Service Unavailable", FakeResponse.Text(503, "Service Unavailable")) { Follows = [Ledger.FaultServiceUnavailable] };

    /// <summary>Any response at all, in place of the exchange's.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body, sent in UTF-8.</param>
    /// <param name="contentType">The content type; none when empty.</param>
    /// <param name="headers">Further headers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not the status of a final response.</exception>
    /// <exception cref="ArgumentException">There is a body, but responses with this status have none.</exception>
    public static Fault Response(
        int status, string body = "", string contentType = "application/json; charset=utf-8", IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(contentType);
        if (status is 204 or 205 or 304 && body.Length > 0)
        {
            throw new ArgumentException($"A response with status {status} has no body (RFC 9110, 15.3.5, 15.3.6, 15.4.5). Leave it empty.", nameof(body));
        }

        var response = new FakeResponse(status, contentType, System.Text.Encoding.UTF8.GetBytes(body)) { Headers = [.. headers ?? []] };
        return new RefusalFault(string.Create(CultureInfo.InvariantCulture, $"{status}, a response scripted by the test"), response);
    }

    private static RefusalFault Plain(int status, string text) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{status} {text}"), FakeResponse.Text(status, text)) { Follows = PlainStatus };

    private static RefusalFault TooMany(int limit, string? retryAfter, string? text)
    {
        var response = RateLimit.TooManyRequests(limit);
        return new(
            text is null ? "429 Too Many Requests" : $"429 Too Many Requests, {text}",
            retryAfter is null ? response : response with { Headers = [.. response.Headers, new("Retry-After", retryAfter)] })
        {
            Follows = retryAfter is null ? [Ledger.LimitRateHeader, Ledger.ReplyWords] : [Ledger.LimitRateHeader, Ledger.ReplyWords, Ledger.FaultRetryAfter],
        };
    }

    private static RefusalFault Errors(string text, int status, FaultError first, FaultError[] more, Ledger follows)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(more);
        IEnumerable<FaultError> errors = [first, .. more];
        MessageError[] written = [.. errors.Select(error => new MessageError(status, error.Text, error.Type, error.Module))];
        return new(text, call => call.Replies.Refuse(MessageEnvelope.Of(call.Request), call.Client, written), FakeRoute.Messages) { Follows = [follows] };
    }

    private static FakeResponse Html(int status, string title) => new(
        status,
        "text/html; charset=utf-8",
        System.Text.Encoding.UTF8.GetBytes($"<html>\r\n<head><title>{title}</title></head>\r\n<body><center><h1>{title}</h1></center></body>\r\n</html>\r\n"));

    private static string Seconds(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, TimeSpan.Zero);
        return Math.Ceiling(retryAfter.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
    }
}
