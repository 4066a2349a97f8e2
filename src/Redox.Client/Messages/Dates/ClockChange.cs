namespace Redox.Client;

/// <summary>
/// How a time is read that a zone's clocks skip when they are put forward, or show twice when they are put back: see
/// <see cref="RedoxDateTime.FromLocal(DateTime, TimeZoneInfo, ClockChange)"/>.
/// </summary>
public enum ClockChange
{
    /// <summary>
    /// As calendars do (RFC 5545, 3.3.5), at the offset that holds until the change: a time that is skipped moves forward by the gap (02:30 becomes 03:30),
    /// one that is shown twice is the first. The default.
    /// </summary>
    Calendar,

    /// <summary>The earlier of the two instants that the offsets on both sides of the change give: back by the gap, or the first.</summary>
    Earlier,

    /// <summary>The later of the two instants that the offsets on both sides of the change give: forward by the gap, or the second.</summary>
    Later,

    /// <summary>An <see cref="ArgumentException"/>: somebody has to ask which time is meant.</summary>
    Refuse,
}
