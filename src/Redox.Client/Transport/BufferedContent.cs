namespace Redox.Client.Transport;

/// <summary>The body of an answer, read into memory within bounds.</summary>
internal sealed class BufferedContent : ByteArrayContent
{
    // Redox carries 40 MB in either direction ("Quotas and constraints"); with some room for what that leaves open.
    private const int LongestAnswer = 64 * 1024 * 1024;

    // Of a failure only Redox's own error list is wanted. Longer than this it is something else.
    private const int LongestFailure = 1024 * 1024;

    private BufferedContent(byte[] buffer, int length)
        : base(buffer, 0, length) => Bytes = buffer.AsMemory(0, length);

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Replaces the content of a response by its bytes.</summary>
    /// <exception cref="RedoxUnavailableException">A successful answer is longer than any that Redox sends.</exception>
    public static async Task<BufferedContent> LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content is BufferedContent loaded)
        {
            return loaded;
        }

        using var original = response.Content;
        var limit = response.IsSuccessStatusCode ? LongestAnswer : LongestFailure;
        var stream = await original.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var (buffer, length) = await ReadAsync(stream, original.Headers.ContentLength, limit, cancellationToken).ConfigureAwait(false);
            if (length > limit && response.IsSuccessStatusCode)
            {
                throw new RedoxUnavailableException($"The answer is longer than {limit / 1024 / 1024} MB, which Redox does not send. Check BaseAddress.")
                {
                    StatusCode = response.StatusCode,
                    Delivery = Delivery.Unknown,
                };
            }

            var content = new BufferedContent(buffer, Math.Min(length, limit));
            content.Headers.ContentType = original.Headers.ContentType;
            response.Content = content;
            return content;
        }
    }

    // Reads up to one byte more than the limit, which tells "too long" from "just as long".
    private static async Task<(byte[] Buffer, int Length)> ReadAsync(Stream stream, long? expected, int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(expected ?? 4096, limit) + 1];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (read == 0 || length > limit)
            {
                return (buffer, length);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
            }
        }
    }
}
