using System.Buffers;

namespace Redox.Client.Transport;

/// <summary>The body of an answer, read into a pooled buffer within bounds. The buffer goes back, wiped, with the response.</summary>
internal sealed class BufferedContent : HttpContent
{
    // Redox carries 40 MB in either direction ("Quotas and constraints"); with some room for what that leaves open.
    private const int LongestAnswer = 64 * 1024 * 1024;

    // Of a failure only Redox's own error list is wanted. Longer than this it is something else.
    private const int LongestFailure = 1024 * 1024;

    private const int UsualLength = 4096;

    private readonly HttpContent _original; // Its headers outlive its disposal.
    private byte[] _buffer = [];
    private int _length;

    private BufferedContent(HttpContent original) => _original = original;

    public string? MediaType => _original.Headers.ContentType?.MediaType;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Replaces the content of a response by its bytes.</summary>
    /// <exception cref="RedoxUnavailableException">A successful answer is longer than any that Redox sends.</exception>
    public static async ValueTask<BufferedContent> LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var original = response.Content;
        var limit = response.IsSuccessStatusCode ? LongestAnswer : LongestFailure;
        var content = new BufferedContent(original);
        try
        {
            var stream = await original.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                content.Grow((int)Math.Min(original.Headers.ContentLength ?? UsualLength, limit) + 1);
                while (content._length <= limit && await stream.ReadAsync(content._buffer.AsMemory(content._length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
                {
                    content._length += read;
                    if (content._length == content._buffer.Length)
                    {
                        content.Grow((int)Math.Min(content._length * 2L, limit + 1L));
                    }
                }
            }

            if (content._length > limit && response.IsSuccessStatusCode)
            {
                throw new RedoxUnavailableException($"The answer is longer than {limit / 1024 / 1024} MB, which Redox does not send. Check BaseAddress.")
                {
                    StatusCode = response.StatusCode,
                    Delivery = Delivery.Unknown,
                };
            }

            content._length = Math.Min(content._length, limit);
            response.Content = content;
            return content;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // So .NET reports what is not gzip or deflate, and what is not Brotli. It is a broken body like others.
            content.Dispose();
            throw new HttpIOException(HttpRequestError.InvalidResponse);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(Bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Return();
            (_buffer, _length) = ([], 0);
        }

        base.Dispose(disposing);
    }

    private void Grow(int size)
    {
        if (size <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.CopyTo(larger);
        Return();
        _buffer = larger;
    }

    private void Return()
    {
        if (_buffer.Length > 0)
        {
            _buffer.AsSpan(0, _length).Clear();
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
