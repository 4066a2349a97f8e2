using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>Reaches only servers on this machine, whatever a name resolves to.</summary>
internal static class LoopbackHandler
{
    public static SocketsHttpHandler Create() => new()
    {
        // Only what Redox does, and no way off this machine.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false),
    };

    /// <summary>Whether an address names the loopback interface: <c>localhost</c>, <c>127.0.0.1</c> or another such address, or <c>[::1]</c>.</summary>
    public static bool Reaches(Uri address) =>
        address.IsAbsoluteUri && address.Scheme is "http" or "https" && (IsLocalhost(address.Host) || Number(address.Host) is { } number && IPAddress.IsLoopback(number));

    private static async Task<Stream> ConnectAsync(DnsEndPoint address, CancellationToken cancellationToken)
    {
        var numbers = IsLocalhost(address.Host) ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : new[] { IPAddress.Parse(address.Host) };
        for (var i = 0; ; i++)
        {
            var socket = new Socket(numbers[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(numbers[i], address.Port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception exception)
            {
                socket.Dispose();
                if (exception is not SocketException || i == numbers.Length - 1)
                {
                    throw;
                }
            }
        }
    }

    private static bool IsLocalhost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static IPAddress? Number(string host) => IPAddress.TryParse(host, out var number) ? number : null;
}
