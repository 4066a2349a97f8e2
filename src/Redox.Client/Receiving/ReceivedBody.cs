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

    private RecordBuffer _buffer;
    private bool _isAbandoned;

    public MemoryShare Share => share;

    public ReadOnlyMemory<byte> Memory => _buffer.Bytes;

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
        _buffer.Grow(FirstSize);
        try
        {
            while (true)
            {
                var most = (int)Math.Min(_buffer.Capacity, maxBytes + 1L);
                var read = await stream.ReadAsync(_buffer.Free[..(most - _buffer.Length)], arrival?.Token ?? cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    share.Arrived(_buffer.Capacity);
                    return BodyEnd.Complete;
                }

                _buffer.Advance(read);
                if (_buffer.Length > maxBytes)
                {
                    return BodyEnd.TooLarge;
                }

                arrival?.Came(read);
                if (arrival is { IsCutOff: true })
                {
                    return BodyEnd.TooSlow; // The stream ignores its cancellation token.
                }

                if (_buffer.Length < _buffer.Capacity)
                {
                    continue;
                }

                if (_buffer.Length >= room)
                {
                    arrival?.Dispose();
                    room = MemoryShare.RoomFor(_buffer.Length, announced, maxBytes);
                    if (!await share.ArriveAsync(room, cancellationToken).ConfigureAwait(false))
                    {
                        return BodyEnd.NoRoom;
                    }

                    arrival = share.Begin(_buffer.Length, room, cancellationToken);
                }

                _buffer.Grow((int)Math.Min((long)_buffer.Length * Growth, room + 1));
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
        (_buffer, _isAbandoned) = (default, true);
        _ = handler.ContinueWith(
            static (_, share) => ((MemoryShare)share!).Dispose(), share, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose()
    {
        if (!_isAbandoned)
        {
            _buffer.Dispose();
            share.Dispose();
        }
    }

    /// <summary>
    /// Reads and forgets the rest of a body without room, within the time that a body may take. A sender must be able to read the request to come again: while its body is
    /// still arriving, a server would close the connection and the response would be lost. What has arrived is wiped, and its share returned, first.
    /// </summary>
    public async ValueTask PassOverAsync(Stream stream, int maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        long length = _buffer.Length;
        Dispose();
        _buffer.Grow(FirstSize);
        using var tooLong = new CancellationTokenSource(Arrivals.MaxTime, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellationToken);
        try
        {
            while (length <= maxBytes && await stream.ReadAsync(_buffer.Free, ended.Token).ConfigureAwait(false) is > 0 and var read)
            {
                _buffer.Advance(read);
                _buffer.Truncate(0);
                length += read;
            }
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Its sender has had its chance.
        }
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
