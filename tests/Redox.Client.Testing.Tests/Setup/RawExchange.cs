using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Redox.Client.Testing.Tests.Setup;

/// <summary>Sends bytes that are written by hand to a fake on a socket, and reads the response without any HTTP library.</summary>
internal static class RawExchange
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task<RawResponse> SendAsync(RedoxFake redox, string head, params byte[] body) => SendAsync(redox.BaseAddress, head, body);

    /// <param name="address">The server.</param>
    /// <param name="head">Request line and headers, a line each; <c>Host</c> is added.</param>
    /// <param name="body">The body.</param>
    public static async Task<RawResponse> SendAsync(Uri address, string head, params byte[] body)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        var text = head.Trim().ReplaceLineEndings("\r\n") + $"\r\nHost: {address.Authority}\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), limit.Token);
        await stream.WriteAsync(body, limit.Token);
        return await ReadAsync(stream, hasBody: !head.StartsWith("HEAD", StringComparison.Ordinal), limit.Token);
    }

    /// <summary>The same with a body and its length.</summary>
    public static Task<RawResponse> PostAsync(RedoxFake redox, string head, byte[] body) =>
        SendAsync(redox, string.Create(CultureInfo.InvariantCulture, $"{head.Trim()}\nContent-Length: {body.Length}"), body);

    private static async Task<RawResponse> ReadAsync(Stream stream, bool hasBody, CancellationToken cancellationToken)
    {
        var status = (await LineAsync(stream, cancellationToken)).Split(' ');
        var headers = new List<(string Name, string Value)>();
        for (var line = await LineAsync(stream, cancellationToken); line.Length > 0; line = await LineAsync(stream, cancellationToken))
        {
            headers.Add((line.Split(':')[0], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
        }

        var response = new RawResponse(int.Parse(status[1], CultureInfo.InvariantCulture), headers, []);
        return !hasBody ? response
            : response.Header("Transfer-Encoding") == "chunked" ? response with { Body = await ChunksAsync(stream, cancellationToken) }
            : response with { Body = await BytesAsync(stream, int.Parse(response.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture), cancellationToken) };
    }

    private static async Task<byte[]> ChunksAsync(Stream stream, CancellationToken cancellationToken)
    {
        List<byte> body = [];
        while (int.Parse(await LineAsync(stream, cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var length)
        {
            body.AddRange(await BytesAsync(stream, length, cancellationToken));
            await LineAsync(stream, cancellationToken);
            if (length == 0)
            {
                break;
            }
        }

        return [.. body];
    }

    private static async Task<byte[]> BytesAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static async Task<string> LineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
        {
            line.Append((char)(await BytesAsync(stream, 1, cancellationToken))[0]);
        }

        return line.ToString()[..^2];
    }
}

internal sealed record RawResponse(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>All headers but those of the length and the date, ordered by name.</summary>
    public string Described => string.Join('\n', Headers
        .Where(header => header.Name is not ("Content-Length" or "Date"))
        .Select(header => $"{header.Name}: {header.Value}")
        .Order(StringComparer.OrdinalIgnoreCase));
}
