namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// The time of handling as an inbox keeps it: it advances while a process runs, from where the last one stopped, so that log IDs are not forgotten by standing still. Retries are due by
/// the clock, as several machines know it.
/// </summary>
internal sealed class InboxTime(TimeProvider time, DateTimeOffset start)
{
    private readonly long _startedAt = time.GetTimestamp();
    private long _start = start.UtcTicks;

    public DateTimeOffset HandledAt => new DateTimeOffset(Volatile.Read(ref _start), TimeSpan.Zero) + time.GetElapsedTime(_startedAt);

    public DateTimeOffset Now => time.GetUtcNow();

    public TimeProvider Provider => time;

    /// <summary>Goes on from the time that another process has kept, if that is later.</summary>
    public void CatchUp(DateTimeOffset kept)
    {
        if (kept - HandledAt is { Ticks: > 0 and var behind })
        {
            Volatile.Write(ref _start, _start + behind);
        }
    }
}
