namespace Redox.Client.Calls.RateLimit;

/// <summary>When the requests of the last time window ended, oldest first.</summary>
internal sealed class EndedRequests(TimeSpan window, TimeProvider time)
{
    private readonly List<long> _timestamps = [];
    private int _forgotten;

    public int Count => _timestamps.Count - _forgotten;

    public void Add(int requests)
    {
        var now = time.GetTimestamp();
        for (; requests > 0; requests--)
        {
            _timestamps.Add(now);
        }
    }

    /// <summary>How long a request still counts.</summary>
    public TimeSpan Left(int index) => window - time.GetElapsedTime(_timestamps[_forgotten + index]);

    public void Forget()
    {
        var now = time.GetTimestamp();
        while (Count > 0 && time.GetElapsedTime(_timestamps[_forgotten], now) >= window)
        {
            _forgotten++;
        }

        if (_forgotten > _timestamps.Count / 2)
        {
            _timestamps.RemoveRange(0, _forgotten);
            _forgotten = 0;
        }
    }
}
