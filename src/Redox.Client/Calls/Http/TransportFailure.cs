using System.Net;
using System.Net.Sockets;

namespace Redox.Client.Calls.Http;

/// <summary>Failures below HTTP, in our own words.</summary>
internal static class TransportFailure
{
    public static bool Is(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>Whether no connection was made, so that no part of the request was sent.</summary>
    public static bool NeverConnected(Exception exception) => exception switch
    {
        HttpRequestException http => http.HttpRequestError
            is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,

        // SocketsHttpHandler reports a ConnectTimeout this way. So does an HttpClient its Timeout, when an application forwards requests to one: then anything
        // may have been sent. That one has an inner OperationCanceledException.
        OperationCanceledException { InnerException: TimeoutException { InnerException: not OperationCanceledException } } => true,
        _ => false,
    };

    /// <summary>The failure of one attempt, with what is known about that attempt alone.</summary>
    public static RedoxUnavailableException Translate(Exception exception, Uri? address, Delivery delivery)
    {
        var host = address is null ? "Redox" : $"{address.Host}:{address.Port}";
        if (NeverConnected(exception))
        {
            // Nothing has been sent or received yet, so .NET's text (host, port, certificate) contains no data of ours and is worth keeping. Except for a
            // proxy: there it quotes the whole address, which may include a password.
            return new RedoxUnavailableException(
                $"No connection to {host} ({Reason(exception)}). {Advice(exception)}",
                exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } ? null : exception)
            {
                IsTransient = !IsProxyWithoutCredentials(exception),
                Delivery = delivery,
            };
        }

        // Later failures may quote text from the other side: only their kind is reported.
        return new RedoxUnavailableException($"The connection to {host} broke before the whole response had arrived ({Reason(exception)}).")
        {
            IsTransient = true,
            Delivery = delivery,
        };
    }

    // A test server within this process reports by an ObjectDisposedException that it has ended.
    private static string Advice(Exception exception) => exception.InnerException is ObjectDisposedException disposed ? disposed.Message
        : IsProxyWithoutCredentials(exception) ? "A proxy requires credentials (HTTP 407). Check the proxy's settings."
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
