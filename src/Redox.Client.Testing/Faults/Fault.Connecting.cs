using System.Net.Sockets;
using System.Security.Authentication;
using Redox.Client.Testing.Faults.Kinds;

namespace Redox.Client.Testing;

/// <summary>
/// Connections that do not come about: nothing was sent. For a fake in memory only, since over a socket it is the client's own machine that
/// fails; the journal has such a request all the same, so that attempts can be counted.
/// </summary>
[Follows(Ledger.FaultConnections)]
public abstract partial class Fault
{
    private const string NotConnected = "The fake plays a connection that does not come about.";

    /// <summary>
    /// Nobody listens: <see cref="HttpRequestException"/> (<see cref="HttpRequestError.ConnectionError"/>) around a <see cref="SocketException"/>.
    /// </summary>
    public static Fault ConnectionRefused { get; } = new NotConnectedFault("connection refused", static () =>
        new HttpRequestException(HttpRequestError.ConnectionError, NotConnected, new SocketException((int)SocketError.ConnectionRefused)));

    /// <summary>
    /// The name of the host does not resolve: <see cref="HttpRequestException"/> (<see cref="HttpRequestError.NameResolutionError"/>) around a
    /// <see cref="SocketException"/>.
    /// </summary>
    public static Fault HostNotFound { get; } = new NotConnectedFault("host not found", static () =>
        new HttpRequestException(HttpRequestError.NameResolutionError, NotConnected, new SocketException((int)SocketError.HostNotFound)));

    /// <summary>
    /// TLS fails, for a certificate that nobody trusts, say: <see cref="HttpRequestException"/> (<see cref="HttpRequestError.SecureConnectionError"/>)
    /// around an <see cref="AuthenticationException"/>.
    /// </summary>
    public static Fault TlsFailed { get; } = new NotConnectedFault("TLS failed", static () =>
        new HttpRequestException(HttpRequestError.SecureConnectionError, NotConnected, new AuthenticationException(NotConnected)));

    /// <summary>
    /// <see cref="SocketsHttpHandler.ConnectTimeout"/> is over: <see cref="TaskCanceledException"/> around a <see cref="TimeoutException"/>.
    /// </summary>
    public static Fault ConnectTimeout { get; } = new NotConnectedFault("connect timeout", static () =>
        new TaskCanceledException(NotConnected, new TimeoutException(NotConnected)));
}
