namespace Redox.Client.Messages.Dates;

/// <summary>
/// Finds the offset at which a clock in a zone shows a time. Asks <see cref="TimeZoneInfo"/> only for the offsets of instants, which are always known;
/// its information about skipped and repeated times is incomplete where a zone changes its standard time.
/// </summary>
internal static class ZoneClock
{
    /// <returns>The offset; null when the time is skipped or shown twice and <paramref name="rule"/> refuses that.</returns>
    public static TimeSpan? OffsetOf(DateTime clock, TimeZoneInfo zone, ClockChange rule)
    {
        // A day is longer than any offset, and zones do not change twice in two days.
        var before = OffsetAt(clock, TimeSpan.FromDays(1), zone);
        var after = OffsetAt(clock, TimeSpan.FromDays(-1), zone);
        var isShownBefore = OffsetAt(clock, before, zone) == before;
        var isShownAfter = OffsetAt(clock, after, zone) == after;
        if (isShownBefore != isShownAfter || before == after)
        {
            return isShownBefore ? before : after;
        }

        return rule switch
        {
            ClockChange.Earlier => Max(before, after),
            ClockChange.Later => Max(before, after) == before ? after : before,
            ClockChange.Refuse => null,
            _ => before,
        };
    }

    // The offset at the instant of the clock time if the clock were that far from UTC; at the ends of the calendar, at the last instant.
    private static TimeSpan OffsetAt(DateTime clock, TimeSpan offset, TimeZoneInfo zone) =>
        zone.GetUtcOffset(new DateTime(Math.Clamp(clock.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
