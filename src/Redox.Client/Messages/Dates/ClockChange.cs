namespace Redox.Client;

/// <summary>
/// How to read a time that a zone's clocks skip when they are put forward, or show twice when they are put back: see
/// <see cref="RedoxDateTime.FromLocal(DateTime, TimeZoneInfo, ClockChange)"/>.
/// </summary>
public enum ClockChange
{
    /// <summary>
    /// As calendars do (RFC 5545, 3.3.5), at the offset that applies until the change: a skipped time moves forward by the gap (02:30 becomes 03:30),
    /// and a repeated one means the first. The default.
    /// </summary>
    Calendar,

    /// <summary>The earlier of the two instants given by the offsets before and after the change: back by the gap, or the first.</summary>
    Earlier,

    /// <summary>The later of the two instants given by the offsets before and after the change: forward by the gap, or the second.</summary>
    Later,

    /// <summary>An <see cref="ArgumentException"/>: someone has to ask which time is meant.</summary>
    Refuse,
}
