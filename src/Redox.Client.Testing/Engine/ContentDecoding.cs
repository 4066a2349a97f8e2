using System.IO.Compression;

namespace Redox.Client.Testing.Engine;

/// <summary>Undoes the <c>Content-Encoding</c> of a request: gzip and deflate, as Express does.</summary>
internal static class ContentDecoding
{
    private const int BufferSize = 16 * 1024;

    /// <summary>The body of a request as its sender wrote it, before it was compressed.</summary>
    /// <param name="received">The body as received.</param>
    /// <param name="encoding">The value of <c>Content-Encoding</c>; <see langword="null"/> without it.</param>
    public static RequestBody Decode(LimitedBody received, string? encoding)
    {
        var name = encoding?.Trim().ToLowerInvariant() ?? "";
        if (name is "" or "identity" || received.IsTooLarge)
        {
            return new(received.Bytes, received.Length, received.IsTooLarge);
        }

        using var compressed = new MemoryStream(received.Bytes, writable: false);
        using Stream? reader = name switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            _ => null,
        };
        return reader is null ? new([], received.Length, false) { UnknownEncoding = encoding } : Inflate(reader, received) with { Encoding = name, EncodedLength = received.Length };
    }

    // Stops at the limit: a small body may be inflated to any size.
    private static RequestBody Inflate(Stream reader, LimitedBody received)
    {
        var inflated = new LimitedBody(received.Limit, null);
        var buffer = new byte[BufferSize];
        try
        {
            for (var read = reader.Read(buffer); read > 0 && !inflated.IsTooLarge; read = reader.Read(buffer))
            {
                inflated.Write(buffer.AsSpan(0, read));
            }
        }
        catch (InvalidDataException)
        {
            return new([], received.Length, false) { IsDamaged = true };
        }

        return new(inflated.Bytes, inflated.Length, inflated.IsTooLarge);
    }
}
