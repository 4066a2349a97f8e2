using System.Buffers;

namespace Redox.Client.Receiving;

/// <summary>
/// A body in pooled memory, wiped before it is used again, since messages are health records. Memory grows with what has arrived: what a sender announces is no
/// reason to make room for it.
/// </summary>
internal sealed class ReceivedBody : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    private ReceivedBody()
    {
    }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Reads to the end; <see langword="null"/> when there are more than so many bytes, of which no more than one is read.</summary>
    public static async Task<ReceivedBody?> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new ReceivedBody();
        try
        {
            if (await body.FillAsync(stream, maxBytes, cancellationToken).ConfigureAwait(false))
            {
                return body;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }

        body.Dispose();
        return null;
    }

    /// <summary>Leaves the bytes to a handler that has not ended in time and may still read them: they must not become another message's.</summary>
    public void Abandon() => _bytes = null;

    public void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            bytes.AsSpan(0, _length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private async Task<bool> FillAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var most = (int)Math.Min(_bytes!.Length, maxBytes + 1L);
            var read = await stream.ReadAsync(_bytes.AsMemory(_length, most - _length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return true;
            }

            _length += read;
            if (_length > maxBytes)
            {
                return false;
            }

            if (_length == _bytes.Length)
            {
                Grow((int)Math.Min(_bytes.Length * 2L, maxBytes + 1L));
            }
        }
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        _bytes.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_bytes!);
        _bytes = larger;
    }
}
