using System.Net;
using System.Net.Sockets;

namespace Redox.Client.Tool;

/// <summary>Whether the program can listen where it was told to. The server itself would try for ten seconds and report only that it timed out.</summary>
internal static class PortCheck
{
    /// <exception cref="HostException">It cannot.</exception>
    public static void ThrowIfTaken(IPAddress host, int port)
    {
        Try(host, port);

        // The server listens on the other one, too, if the machine has it.
        if (port > 0 && Companion(host) is { } other)
        {
            Try(other, port, mayBeMissing: true);
        }
    }

    private static IPAddress? Companion(IPAddress host) =>
        host.Equals(IPAddress.Loopback) ? IPAddress.IPv6Loopback
        : host.Equals(IPAddress.Any) ? IPAddress.IPv6Any
        : null;

    private static void Try(IPAddress address, int port, bool mayBeMissing = false)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException exception) when (mayBeMissing && exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // A machine without IPv6.
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            throw new HostException($"{address} is not an address of this machine; use one of its own with --host.");
        }
        catch (SocketException exception)
        {
            throw new HostException($"port {port} of {address} cannot be used ({exception.SocketErrorCode}): stop the program that uses it, or choose another with --port.");
        }
    }
}
