using System.Net;
using System.Net.Sockets;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>Passes bytes from one end to the other. When it ends, the connection is cut.</summary>
internal delegate Task Pass(NetworkStream from, NetworkStream to);

/// <summary>A way to a server of this machine, with what a test makes of it.</summary>
internal sealed class ServerProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];

    public ServerProxy(int server, Pass toServer, Pass toClient)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(server, toServer, toClient);
    }

    public int Port { get; }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
        }
    }

    private async Task AcceptAsync(int server, Pass toServer, Pass toClient)
    {
        try
        {
            while (true)
            {
                var (near, far) = (await _listener.AcceptTcpClientAsync(), new TcpClient());
                lock (_clients)
                {
                    _clients.AddRange([near, far]);
                }

                await far.ConnectAsync(IPAddress.Loopback, server);
                _ = ServeAsync(near, far, toServer, toClient);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task ServeAsync(TcpClient near, TcpClient far, Pass toServer, Pass toClient)
    {
        using (near)
        using (far)
        {
            await Task.WhenAny(toServer(near.GetStream(), far.GetStream()), toClient(far.GetStream(), near.GetStream()));
        }
    }
}
