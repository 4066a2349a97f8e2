namespace Redox.Client.PostgreSql;

/// <summary>
/// Where the next claim for a destination begins. Only a help: nothing is lost with it. The low-water mark is the ID below which everything was handled or parked, so
/// that a claim does not pass over all that was handled before while another transaction keeps it from being vacuumed.
/// </summary>
internal sealed class ClaimPlace(TimeProvider time)
{
    // A message whose ID is below the mark may become visible later, when it took so long to store. It is found by the next look at everything.
    private static readonly TimeSpan StoringTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FullLook = TimeSpan.FromMinutes(1);
    private const int RenewAfter = 5_000;

    private readonly Lock _lock = new();
    private long _low;
    private long _replays;
    private (long Id, long At)? _next;
    private long? _lookedAt;
    private int _claimed;

    /// <summary>The last key of which a message was claimed.</summary>
    public string Key { get; private set; } = "";

    public (long Low, long Replays) Begin()
    {
        lock (_lock)
        {
            if (_lookedAt is { } last && time.GetElapsedTime(last) < FullLook)
            {
                return (_low, _replays);
            }

            _lookedAt = time.GetTimestamp();
            return (0, _replays);
        }
    }

    /// <param name="low">The mark that was used.</param>
    /// <param name="replays">How often messages were replayed.</param>
    /// <param name="first">The first message that is neither handled nor parked.</param>
    /// <param name="key">The last key.</param>
    public void End(long low, long replays, long? first, string key)
    {
        lock (_lock)
        {
            Key = key;
            if (replays > _replays)
            {
                (_replays, _low, _next) = (replays, 0, null);
            }

            if (first is not { } id)
            {
                return;
            }

            if (id < _low)
            {
                _low = id;
            }

            if (_next is not { } next)
            {
                _next = (id, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(next.At) >= StoringTime && low <= _low)
            {
                (_low, _next) = (Math.Max(_low, Math.Min(next.Id, id)), null);
            }
        }
    }

    public void Add(int count)
    {
        lock (_lock)
        {
            _claimed += count;
        }
    }

    /// <summary>Whether so much was claimed that it is time for a new generation of claims. Only once.</summary>
    public bool IsRenewalDue()
    {
        lock (_lock)
        {
            var isDue = _claimed >= RenewAfter;
            _claimed = isDue ? 0 : _claimed;
            return isDue;
        }
    }
}
