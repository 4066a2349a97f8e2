namespace Redox.Client.Authentication;

/// <summary>
/// How long to wait after consecutive failures: one second, doubled each time, at most twenty. Not thread-safe.
/// </summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private TimeSpan _next = First;
    private TimeSpan _length;
    private long _startedAt;

    /// <summary>The rest of the pause. Uses the monotonic clock, so that setting the wall clock back does not prolong it.</summary>
    public TimeSpan Remaining =>
        _length > TimeSpan.Zero && _length - time.GetElapsedTime(_startedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public bool IsOver => Remaining == TimeSpan.Zero;

    public TimeSpan Start(TimeSpan atLeast = default)
    {
        _length = _next > atLeast ? _next : atLeast;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        _startedAt = time.GetTimestamp();
        return _length;
    }

    public void Reset() => (_next, _length) = (First, TimeSpan.Zero);
}
