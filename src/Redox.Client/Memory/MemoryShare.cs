using Redox.Client.Telemetry;

namespace Redox.Client.Memory;

/// <summary>
/// What one message has of the <see cref="MemoryCeiling"/>: first room for its bytes, then for what is read of them. Given back when the message is done with.
/// Not for use by two threads at once.
/// </summary>
internal sealed class MemoryShare(MemoryCeiling ceiling, MemoryLimits limits) : IDisposable
{
    /// <summary>So little is read before it is counted: most messages are done with then.</summary>
    public const int Uncounted = 64 * 1024;

    private const int ShortUnannounced = 1024 * 1024;

    private long _arriving;
    private long _held;

    /// <summary>How long it still waits. What one wait takes the next one lacks.</summary>
    public TimeSpan Patience { get; set; } = MemoryCeiling.Patience;

    /// <summary>
    /// For how many bytes to make room next, when so many have come. What is longer than a little and has no announced length gets room for the longest, until its
    /// end has come.
    /// </summary>
    public static long RoomFor(long length, long announced, long most) => announced > length ? announced : length < ShortUnannounced ? Math.Min(ShortUnannounced, most) : most;

    /// <summary>How many values fit at most, when nothing else is there.</summary>
    public long MostValues => limits.Typed / MessageWeight.OfValue;

    /// <summary>Makes room for bytes that come, all at once: two that had a part each could wait for each other.</summary>
    /// <returns>False when there is no room in time.</returns>
    public async ValueTask<bool> ArriveAsync(long bytes, CancellationToken cancellationToken)
    {
        var more = Math.Min(bytes, limits.Arriving) - _arriving;
        if (!await WaitAsync(ceiling.Arriving, more, limits.Arriving, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        _arriving += more;
        return await HoldMoreAsync(more, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From now on the rest of a body comes, which has its room.</summary>
    public Arrival Begin(long length, long room, CancellationToken cancellationToken) => ceiling.Bodies.Begin(length, room, cancellationToken);

    /// <summary>Gives back what was kept for more bytes than came.</summary>
    public void Arrived(long bytes)
    {
        if (_arriving > bytes)
        {
            GiveArriving(_arriving - bytes);
            Give(Math.Max(0, _held - bytes));
        }
    }

    /// <summary>
    /// Makes room for everything that a message takes, its bytes included. One that takes more than there can be gets what all others leave, so that it is alone.
    /// </summary>
    /// <returns>False when there is no room in time.</returns>
    public async ValueTask<bool> HoldAsync(long weight, CancellationToken cancellationToken)
    {
        if (!await HoldMoreAsync(Math.Min(weight - _held, limits.Typed), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        GiveArriving(_arriving);
        return true;
    }

    public void Dispose()
    {
        GiveArriving(_arriving);
        Give(_held);
    }

    private async ValueTask<bool> HoldMoreAsync(long weight, CancellationToken cancellationToken)
    {
        var isHeld = weight <= 0 || await WaitAsync(ceiling.Total, weight, limits.Total, cancellationToken).ConfigureAwait(false);
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

        using var hurrying = ceiling.Bodies.HurryUp();
        var start = ceiling.Time.GetTimestamp();
        var isTaken = await taking.ConfigureAwait(false);
        if (Patience != Timeout.InfiniteTimeSpan)
        {
            var left = Patience - ceiling.Time.GetElapsedTime(start);
            Patience = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        return isTaken;
    }

    private void Holds(long weight)
    {
        _held += weight;
        MemoryMeter.Changed(weight);
    }

    private void Give(long weight)
    {
        if (weight > 0)
        {
            _held -= weight;
            ceiling.Total.Give(weight);
            MemoryMeter.Changed(-weight);
        }
    }

    private void GiveArriving(long weight)
    {
        if (weight > 0)
        {
            _arriving -= weight;
            ceiling.Arriving.Give(weight);
        }
    }
}
