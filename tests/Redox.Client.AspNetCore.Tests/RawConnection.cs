using System.Net.Sockets;
using System.Text;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>Bytes to and from a server, as they are on the wire.</summary>
internal sealed class RawConnection(TcpClient client) : IDisposable
{
    private readonly NetworkStream _stream = client.GetStream();

    public Task WriteAsync(string text) => _stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    public Task WriteAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>The headers of a POST with the verification token, and what else a test wants.</summary>
    public Task PostAsync(params string[] headers) => WriteAsync(
        $"POST /redox HTTP/1.1\r\nHost: localhost\r\nverification-token: {TestHost.Token}\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}\r\n");

    /// <summary>Says that nothing more will come, as a sender does that dies in the middle.</summary>
    public void EndWriting() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The status of the answer; null when the server closes without one.</summary>
    public async Task<int?> StatusAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        try
        {
            while (!line.ToString().EndsWith('\n') && await _stream.ReadAsync(one) == 1)
            {
                line.Append((char)one[0]);
            }
        }
        catch (IOException)
        {
            // Reset by the server, after what it had to say.
        }

        return line.ToString().Split(' ') is [_, var status, ..] ? int.Parse(status, null) : null;
    }

    /// <summary>Everything that comes until the server closes.</summary>
    public async Task<string> TextAsync()
    {
        var text = new StringBuilder();
        var bytes = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(bytes) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(bytes, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset by the server, after what it had to say.
        }

        return text.ToString();
    }

    public void Dispose() => client.Dispose();
}
