using Redox.Client.Telemetry;

namespace Redox.Client.Memory;

/// <summary>
/// The share of one message in the <see cref="MemoryCeiling"/>: first room for its bytes, then for the objects read from them. It is taken from the part of its owner,
/// then from that of all. Returned when the message is finished. Not thread-safe.
/// </summary>
internal sealed class MemoryShare : IDisposable
{
    /// <summary>Bytes that are read without being counted: most messages are no larger.</summary>
    public const int Uncounted = 64 * 1024;

    private const int ShortUnannounced = 1024 * 1024;

    private readonly MemoryCeiling _ceiling;
    private readonly MemoryPart _part;
    private readonly MemoryLimits _limits;
    private readonly MemoryShare? _ofAll; // Null in that share itself.
    private long _arriving;
    private long _held;
    private TimeSpan _patience = MemoryCeiling.Patience;

    public MemoryShare(MemoryCeiling ceiling, MemoryPart owner)
        : this(ceiling, owner, new MemoryShare(ceiling, ceiling.All, ofAll: null))
    {
    }

    private MemoryShare(MemoryCeiling ceiling, MemoryPart part, MemoryShare? ofAll) => (_ceiling, _part, _limits, _ofAll) = (ceiling, part, part.Limits, ofAll);

    /// <summary>The remaining waiting time, shared by all waits.</summary>
    public TimeSpan Patience
    {
        get => _ofAll?.Patience ?? _patience;
        set
        {
            if (_ofAll is null)
            {
                _patience = value;
            }
            else
            {
                _ofAll.Patience = value;
            }
        }
    }

    /// <summary>
    /// The number of bytes to make room for next, given the number that have arrived. A body that is not short and has no announced length gets room for the longest, until its
    /// end arrives.
    /// </summary>
    public static long RoomFor(long length, long announced, long most) => announced > length ? announced : length < ShortUnannounced ? Math.Min(ShortUnannounced, most) : most;

    /// <summary>Makes room for arriving bytes, all at once: two bodies with partial room could wait for each other.</summary>
    /// <returns>False when there is no room in time.</returns>
    public async ValueTask<bool> ArriveAsync(long bytes, CancellationToken cancellationToken)
    {
        var more = Math.Min(bytes, _limits.Arriving) - _arriving;
        if (!await WaitAsync(_part.Arriving, more, _limits.Arriving, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        _arriving += more;
        return await HoldMoreAsync(more, cancellationToken).ConfigureAwait(false)
            && (_ofAll is null || await _ofAll.ArriveAsync(bytes, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>From now on the rest of a body arrives, for which there is room.</summary>
    public Arrival Begin(long length, long room, CancellationToken cancellationToken) => _ceiling.Bodies.Begin(_part, length, room, cancellationToken);

    /// <summary>Returns the room for bytes that did not come.</summary>
    public void Arrived(long bytes)
    {
        _ofAll?.Arrived(bytes);
        if (_arriving > bytes)
        {
            GiveArriving(_arriving - bytes);
            Give(Math.Max(0, _held - bytes));
        }
    }

    /// <summary>
    /// Makes room for everything that a message needs, including its bytes. One that needs more than the limit gets everything, so that it is alone.
    /// </summary>
    /// <returns>False when there is no room in time.</returns>
    public async ValueTask<bool> HoldAsync(long weight, CancellationToken cancellationToken)
    {
        if (!await HoldMoreAsync(Math.Min(weight, _arriving + _limits.Typed) - _held, cancellationToken).ConfigureAwait(false)
            || (_ofAll is not null && !await _ofAll.HoldAsync(weight, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        GiveArriving(_arriving);
        return true;
    }

    public void Dispose()
    {
        _ofAll?.Dispose();
        GiveArriving(_arriving);
        Give(_held);
    }

    private async ValueTask<bool> HoldMoreAsync(long weight, CancellationToken cancellationToken)
    {
        var isHeld = weight <= 0 || await WaitAsync(_part.Total, weight, _limits.Messages, cancellationToken).ConfigureAwait(false);
        if (isHeld && weight > 0)
        {
            Holds(weight);
        }

        return isHeld;
    }

    private async ValueTask<bool> WaitAsync(MemoryGate gate, long weight, long limit, CancellationToken cancellationToken)
    {
        var taking = gate.TakeAsync(weight, limit, Patience, cancellationToken);
        if (taking.IsCompletedSuccessfully)
        {
            return taking.Result;
        }

        using var hurrying = _ceiling.Bodies.HurryUp(_ofAll is null ? null : _part);
        var start = _ceiling.Time.GetTimestamp();
        var isTaken = await taking.ConfigureAwait(false);
        var left = Patience - _ceiling.Time.GetElapsedTime(start);
        Patience = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return isTaken;
    }

    private void Holds(long weight)
    {
        _held += weight;
        Count(weight);
    }

    private void Give(long weight)
    {
        if (weight > 0)
        {
            _held -= weight;
            _part.Total.Give(weight);
            Count(-weight);
        }
    }

    private void GiveArriving(long weight)
    {
        if (weight > 0)
        {
            _arriving -= weight;
            _part.Arriving.Give(weight);
        }
    }

    private void Count(long change)
    {
        if (_ofAll is null) // Once.
        {
            MemoryMeter.Changed(change);
        }
    }
}
