using System.Net.Sockets;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>A way to a server of this machine on which nothing moves any more once so much has come from the server, until it is told to go on. Connections stay open.</summary>
internal sealed class StalledNetwork : IDisposable
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServerProxy _proxy;
    private long _rest;

    public StalledNetwork(int server, long stallAfter)
    {
        _rest = stallAfter;
        _proxy = new(server, ToServerAsync, ToClientAsync);
    }

    public int Port => _proxy.Port;

    public Task Stalled => _stalled.Task;

    public void Resume() => _resumed.SetResult();

    public void Dispose() => _proxy.Dispose();

    private async Task ToServerAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (IOException)
        {
            // The client is gone.
        }

        await _resumed.Task; // The server does not learn that.
    }

    private async Task ToClientAsync(NetworkStream from, NetworkStream to)
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
