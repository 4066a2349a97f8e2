using Redox.Client.Memory;

namespace Redox.Client.Receiving;

/// <summary>
/// A body in memory, wiped after use, since messages are health records. Memory grows with the bytes that have arrived: an announced length is no reason to allocate
/// memory. Its share of the application's memory ceiling is returned at the same time.
/// </summary>
internal sealed class ReceivedBody(MemoryShare share) : IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int Growth = 4; // Few copies, and never much more memory than has arrived.

    private byte[]? _bytes = RecordBuffer.Take(FirstSize);
    private int _length;

    public MemoryShare Share => share;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Reads to the end; of a body that is too large, one byte more than allowed.</summary>
    /// <param name="stream">The body.</param>
    /// <param name="announced">The length that the sender announces; 0 if none.</param>
    /// <param name="maxBytes">The maximum size.</param>
    /// <param name="cancellationToken">Cancelled when the sender has disconnected.</param>
    public async ValueTask<BodyEnd> ReadAsync(Stream stream, long announced, int maxBytes, CancellationToken cancellationToken)
    {
        if (announced > maxBytes)
        {
            return BodyEnd.TooLarge;
        }

        var room = (long)MemoryShare.Uncounted;
        Arrival? arrival = null;
        try
        {
            while (true)
            {
                var most = (int)Math.Min(_bytes!.Length, maxBytes + 1L);
                var read = await stream.ReadAsync(_bytes.AsMemory(_length, most - _length), arrival?.Token ?? cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    share.Arrived(_bytes.Length);
                    return BodyEnd.Complete;
                }

                _length += read;
                if (_length > maxBytes)
                {
                    return BodyEnd.TooLarge;
                }

                arrival?.Came(read);
                if (arrival is { IsCutOff: true })
                {
                    return BodyEnd.TooSlow; // The stream ignores its cancellation token.
                }

                if (_length < _bytes.Length)
                {
                    continue;
                }

                if (_length >= room)
                {
                    arrival?.Dispose();
                    room = MemoryShare.RoomFor(_length, announced, maxBytes);
                    if (!await share.ArriveAsync(room, cancellationToken).ConfigureAwait(false))
                    {
                        await PassOverAsync(stream, maxBytes, cancellationToken).ConfigureAwait(false);
                        return BodyEnd.NoRoom;
                    }

                    arrival = share.Begin(_length, room, cancellationToken);
                }

                Grow((int)Math.Min((long)_length * Growth, room + 1));
            }
        }
        catch (OperationCanceledException) when (arrival is { IsCutOff: true } && !cancellationToken.IsCancellationRequested)
        {
            return BodyEnd.TooSlow;
        }
        finally
        {
            arrival?.Dispose();
        }
    }

    /// <summary>Leaves the bytes to a handler that has not ended in time and may still read them: they must not be reused for another message.</summary>
    /// <param name="handler">Completes when the handler does. Until then the bytes count.</param>
    public void Abandon(Task handler)
    {
        _bytes = null;
        _ = handler.ContinueWith(
            static (_, share) => ((MemoryShare)share!).Dispose(), share, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            RecordBuffer.GiveBack(bytes, _length);
            share.Dispose();
        }
    }

    // A sender must be able to read the request to come again: while its body is still arriving, a server would close the connection and the response would be lost.
    // Its share is returned first: this may take long.
    private async ValueTask PassOverAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        long length = _length;
        Dispose();
        _bytes = RecordBuffer.Take(FirstSize);
        _length = _bytes.Length; // All of it is wiped.
        while (length <= maxBytes)
        {
            var read = await stream.ReadAsync(_bytes, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            length += read;
        }
    }

    private void Grow(int size)
    {
        var larger = RecordBuffer.Take(size);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        RecordBuffer.GiveBack(_bytes!, _length);
        _bytes = larger;
    }
}

/// <summary>How reading a body ended.</summary>
internal enum BodyEnd
{
    Complete,
    TooLarge,
    NoRoom,

    /// <summary>It arrived too slowly while others waited for its memory.</summary>
    TooSlow,
}
