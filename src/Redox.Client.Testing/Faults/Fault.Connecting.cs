using System.Net.Sockets;
using System.Security.Authentication;
using Redox.Client.Testing.Faults.Kinds;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>
/// Connections that cannot be established: nothing was sent. Only for an in-memory fake, because over a socket the failure is on the client's own
/// machine. The journal still records such a request, so that attempts can be counted.
/// </summary>
[Follows(Ledger.FaultConnections)]
public abstract partial class Fault
{
    private const string NotConnected = "The fake simulates a connection that cannot be established.";

    /// <summary>
    /// The connection is refused: <see cref="HttpRequestException"/> (<see cref="HttpRequestError.ConnectionError"/>) around a <see cref="SocketException"/>.
    /// </summary>
    public static Fault ConnectionRefused { get; } = new NotConnectedFault("connection refused", static () =>
        new HttpRequestException(HttpRequestError.ConnectionError, NotConnected, new SocketException((int)SocketError.ConnectionRefused)));

    /// <summary>
    /// The host name cannot be resolved: <see cref="HttpRequestException"/> (<see cref="HttpRequestError.NameResolutionError"/>) around a
    /// <see cref="SocketException"/>.
    /// </summary>
    public static Fault HostNotFound { get; } = new NotConnectedFault("host not found", static () =>
        new HttpRequestException(HttpRequestError.NameResolutionError, NotConnected, new SocketException((int)SocketError.HostNotFound)));

    /// <summary>
    /// TLS fails, for example because the certificate is not trusted: <see cref="HttpRequestException"/> (<see cref="HttpRequestError.SecureConnectionError"/>)
    /// around an <see cref="AuthenticationException"/>.
    /// </summary>
    public static Fault TlsFailed { get; } = new NotConnectedFault("TLS failed", static () =>
        new HttpRequestException(HttpRequestError.SecureConnectionError, NotConnected, new AuthenticationException(NotConnected)));

    /// <summary>
    /// <see cref="SocketsHttpHandler.ConnectTimeout"/> expires: <see cref="TaskCanceledException"/> around a <see cref="TimeoutException"/>.
    /// </summary>
    public static Fault ConnectTimeout { get; } = new NotConnectedFault("connect timeout", static () =>
        new TaskCanceledException(NotConnected, new TimeoutException(NotConnected)));
}
