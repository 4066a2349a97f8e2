using System.Net;
using System.Net.Sockets;

namespace Redox.Client.Transport;

/// <summary>Failures below HTTP, in our own words.</summary>
internal static class TransportFailure
{
    public static bool Is(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>Whether no connection was made, so that nothing of the request left.</summary>
    public static bool NeverConnected(Exception exception) => exception switch
    {
        HttpRequestException http => http.HttpRequestError
            is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,

        // SocketsHttpHandler reports a ConnectTimeout this way; and an HttpClient its Timeout, when an application hands requests on to one: then anything
        // may have left. It keeps the cancellation within.
        OperationCanceledException { InnerException: TimeoutException { InnerException: not OperationCanceledException } } => true,
        _ => false,
    };

    /// <summary>The failure of one attempt, with what is known of that attempt alone.</summary>
    public static RedoxUnavailableException Translate(Exception exception, Uri? address, Delivery delivery)
    {
        var host = address is null ? "Redox" : $"{address.Host}:{address.Port}";
        if (NeverConnected(exception))
        {
            // Nothing has been sent or received yet, so what .NET says of it (host, port, certificate) holds nothing of ours and is worth keeping. Except of a
            // proxy: there it quotes the whole address, with the password that may stand in it.
            return new RedoxUnavailableException(
                $"No connection to {host} ({Reason(exception)}). {Advice(exception)}",
                exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } ? null : exception)
            {
                IsTransient = !IsProxyWithoutCredentials(exception),
                Delivery = delivery,
            };
        }

        // Later failures may quote what the other side wrote: only their kind is reported.
        return new RedoxUnavailableException($"The connection to {host} broke before the whole response was there ({Reason(exception)}).")
        {
            IsTransient = true,
            Delivery = delivery,
        };
    }

    // A server within this process, of tests, says by an ObjectDisposedException that it has ended.
    private static string Advice(Exception exception) => exception.InnerException is ObjectDisposedException disposed ? disposed.Message
        : IsProxyWithoutCredentials(exception) ? "A proxy asks for credentials (HTTP 407). Check the proxy's settings."
        : "Check BaseAddress, name resolution, proxy, firewall and certificates.";

    private static bool IsProxyWithoutCredentials(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired };

    private static string Reason(Exception exception) => exception switch
    {
        _ when Socket(exception) is { } socket => socket.SocketErrorCode.ToString(),
        HttpRequestException http => http.HttpRequestError.ToString(),
        HttpIOException io => io.HttpRequestError.ToString(),
        OperationCanceledException { InnerException: TimeoutException } => "connect timeout",
        _ => exception.GetType().Name,
    };

    private static SocketException? Socket(Exception? exception)
    {
        while (exception is not (null or SocketException))
        {
            exception = exception.InnerException;
        }

        return (SocketException?)exception;
    }
}
