namespace Redox.Client.Memory;

/// <summary>
/// Bodies that keep room while they arrive. A single one may take as long as it likes; as soon as a request waits for room, those that arrive too slowly lose
/// theirs: otherwise a few trickling senders would keep out all large messages.
/// </summary>
internal sealed class Arrivals(TimeProvider time)
{
    /// <summary>
    /// The time within which a body must arrive, at an even pace, to keep its room while others wait: the rate grows with the room, as does the harm. For the largest body by
    /// default it is 840 KB a second, less than 7 Mbit/s.
    /// </summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Arrival> _arriving = [];

    /// <summary>Begins when a body has its room.</summary>
    public Arrival Begin(MemoryPart owner, long length, long room, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(this, time, owner, length, room, cancellationToken);
        lock (_lock)
        {
            _arriving.Add(arrival);
        }

        return arrival;
    }

    /// <summary>While a request waits for room.</summary>
    /// <param name="owner">Whose room it waits for; <see langword="null"/>: that of all.</param>
    public ITimer HurryUp(MemoryPart? owner)
    {
        CutOffSlowOnes(owner);
        return time.CreateTimer(_ => CutOffSlowOnes(owner), null, Often, Often);
    }

    public void End(Arrival arrival)
    {
        lock (_lock)
        {
            _arriving.Remove(arrival);
        }
    }

    private void CutOffSlowOnes(MemoryPart? owner)
    {
        lock (_lock) // An arrival that has ended cannot be cut off.
        {
            foreach (var arrival in _arriving)
            {
                if (owner is null || arrival.Owner == owner)
                {
                    arrival.CutOffIfSlow();
                }
            }
        }
    }
}
