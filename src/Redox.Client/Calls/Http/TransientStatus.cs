using System.Net;

namespace Redox.Client.Calls.Http;

/// <summary>
/// The statuses after which the same request may succeed. 500 is not among them: it is "unknown", and may be returned every time.
/// (Redox: "Error handling and responses")
/// </summary>
internal static class TransientStatus
{
    public static bool Is(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout
        or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;
}
