using Redox.Client.Memory;

namespace Redox.Client.Receiving;

/// <summary>
/// A body in memory, wiped when it is done with, since messages are health records. Memory grows with what has arrived: what a sender announces is no reason to make
/// room for it. What it takes of the application's ceiling it gives back at the same time.
/// </summary>
internal sealed class ReceivedBody(MemoryShare share) : IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int Growth = 4; // Few copies, and never much more room than has arrived.

    private byte[]? _bytes = RecordBuffer.Take(FirstSize);
    private int _length;

    public MemoryShare Share => share;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Reads to the end, and of a body that is too large no more than one byte too many.</summary>
    /// <param name="stream">The body.</param>
    /// <param name="announced">Its length as the sender announces it; 0 when he does not.</param>
    /// <param name="maxBytes">The largest that is taken.</param>
    /// <param name="cancellationToken">Cancelled when the sender has gone away.</param>
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
                    return BodyEnd.TooSlow; // The stream does not look at its token.
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

    /// <summary>Leaves the bytes to a handler that has not ended in time and may still read them: they must not become another message's.</summary>
    /// <param name="handler">Ends when the handler does. Until then they count.</param>
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

    // Who is told to come again must be able to hear it: with a body still on its way, a server closes the connection and the sender learns nothing.
    // What it has by then it gives back first: it may take long.
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

/// <summary>How the reading of a body ended.</summary>
internal enum BodyEnd
{
    Complete,
    TooLarge,
    NoRoom,

    /// <summary>It came too slowly while others waited for its room.</summary>
    TooSlow,
}
