namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// The time of an inbox: it goes on while a process runs, from where the last one left it. Neither a clock that is set nor a standstill makes a retry late or a
/// log ID forgotten.
/// </summary>
internal sealed class InboxClock(TimeProvider time, DateTimeOffset start, long startedAt)
{
    public DateTimeOffset Now => start + time.GetElapsedTime(startedAt);
}
