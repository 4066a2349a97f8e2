namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// The time of handling as an inbox keeps it: it advances while a process runs, from where the last one stopped, so that log IDs are not forgotten by standing still. Retries are due by
/// the clock, as several machines know it.
/// </summary>
internal sealed class InboxTime(TimeProvider time, DateTimeOffset start)
{
    private readonly long _startedAt = time.GetTimestamp();

    public DateTimeOffset HandledAt => start + time.GetElapsedTime(_startedAt);

    public DateTimeOffset Now => time.GetUtcNow();

    public TimeProvider Provider => time;
}
