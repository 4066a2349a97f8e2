using System.Net;
using System.Net.Sockets;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>A way to a server of this machine on which nothing moves any more once so much has come from the server, until it is told to go on. Connections stay open.</summary>
internal sealed class StalledNetwork : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TcpClient> _clients = [];
    private readonly int _server;
    private long _rest;

    public StalledNetwork(int server, long stallAfter)
    {
        (_server, _rest) = (server, stallAfter);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public Task Stalled => _stalled.Task;

    public void Resume() => _resumed.SetResult();

    public void Dispose()
    {
        _listener.Dispose();
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
        }
    }

    private async Task AcceptAsync()
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

                await far.ConnectAsync(IPAddress.Loopback, _server);
                _ = near.GetStream().CopyToAsync(far.GetStream());
                _ = CopyUntilStalledAsync(far.GetStream(), near.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CopyUntilStalledAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[65536];
        while (_rest > 0 && await from.ReadAsync(buffer) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count));
            _rest -= count;
        }

        _stalled.TrySetResult();
        await _resumed.Task;
        await from.CopyToAsync(to);
    }
}
