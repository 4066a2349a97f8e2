namespace Redox.Client.Memory;

/// <summary>
/// Bodies that keep room while they come. One that comes alone may take as long as it likes; as soon as anybody waits for room, those that come too slowly give theirs
/// up: else a few senders that dribble would keep all large messages out.
/// </summary>
internal sealed class Arrivals(TimeProvider time)
{
    /// <summary>
    /// In which a body must come, at an even pace, to keep its room while others wait: the rate grows with the room, as does the harm. For the largest body by
    /// default it is 840 KB a second, less than 7 Mbit/s.
    /// </summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Arrival> _arriving = [];

    /// <summary>Begins when a body has its room.</summary>
    public Arrival Begin(long length, long room, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(this, time, length, room, cancellationToken);
        lock (_lock)
        {
            _arriving.Add(arrival);
        }

        return arrival;
    }

    /// <summary>As long as somebody waits for room.</summary>
    public ITimer HurryUp()
    {
        CutOffSlowOnes();
        return time.CreateTimer(static arrivals => ((Arrivals)arrivals!).CutOffSlowOnes(), this, Often, Often);
    }

    public void End(Arrival arrival)
    {
        lock (_lock)
        {
            _arriving.Remove(arrival);
        }
    }

    private void CutOffSlowOnes()
    {
        lock (_lock) // An arrival that has ended cannot be cut off.
        {
            foreach (var arrival in _arriving)
            {
                arrival.CutOffIfSlow();
            }
        }
    }
}
