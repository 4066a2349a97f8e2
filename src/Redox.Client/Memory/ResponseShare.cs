using Redox.Client.Telemetry;

namespace Redox.Client.Memory;

/// <summary>
/// The share of one response in the <see cref="MemoryCeiling"/>. It takes what is free, and never waits for messages, since their handlers may be waiting for it. When
/// nothing is free, responses go ahead one at a time; each ends by itself. Not thread-safe.
/// </summary>
internal sealed class ResponseShare(MemoryCeiling ceiling, MemoryPart owner) : IDisposable
{
    private long _weight;
    private long _held;
    private bool _hasTurn;

    /// <summary>The maximum number of values that fit when nothing else is in memory.</summary>
    public long MostValues => owner.Limits.Messages / MessageWeight.OfValue;

    /// <summary>Makes room for a response of this weight in all, or waits for its turn.</summary>
    public async ValueTask HoldAsync(long weight, CancellationToken cancellationToken)
    {
        var more = weight - _weight;
        if (more <= 0)
        {
            return;
        }

        if (!_hasTurn)
        {
            if (TryTake(more))
            {
                _held += more;
            }
            else
            {
                _hasTurn = await ceiling.Turn.TakeAsync(weight: 1, limit: 1, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            }
        }

        Weighs(weight);
    }

    /// <summary>Returns the room for bytes that did not come.</summary>
    public void Arrived(long bytes)
    {
        if (bytes < _weight)
        {
            Give(Math.Max(0, _held - bytes));
            Weighs(bytes);
        }
    }

    public void Dispose()
    {
        Give(_held);
        Weighs(0);
        if (_hasTurn)
        {
            _hasTurn = false;
            ceiling.Turn.Give(1);
        }
    }

    private bool TryTake(long weight)
    {
        if (!owner.Total.TryTake(weight, owner.Limits.Responses))
        {
            return false;
        }

        if (ceiling.All.Total.TryTake(weight, ceiling.All.Limits.Responses))
        {
            return true;
        }

        owner.Total.Give(weight);
        return false;
    }

    private void Weighs(long weight)
    {
        MemoryMeter.Changed(weight - _weight);
        _weight = weight;
    }

    private void Give(long weight)
    {
        if (weight > 0)
        {
            _held -= weight;
            ceiling.All.Total.Give(weight);
            owner.Total.Give(weight);
        }
    }
}
