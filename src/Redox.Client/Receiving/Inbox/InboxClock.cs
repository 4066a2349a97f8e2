namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// The time of an inbox: it advances while a process runs, from where the last one stopped. Neither setting the clock nor a downtime makes a retry late or a
/// log ID forgotten.
/// </summary>
internal sealed class InboxClock(TimeProvider time, DateTimeOffset start, long startedAt)
{
    public DateTimeOffset Now => start + time.GetElapsedTime(startedAt);
}
