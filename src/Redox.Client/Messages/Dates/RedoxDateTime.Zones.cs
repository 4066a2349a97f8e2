using Redox.Client.Messages.Dates;
namespace Redox.Client;

/// <content>Clock times and their zones.</content>
public readonly partial struct RedoxDateTime
{
    /// <summary>
    /// Creates an instant from the wall-clock time in a zone, for example the time of an appointment at the clinic. A time that the clocks skip
    /// moves forward by the gap, and one that they show twice means the first (RFC 5545, 3.3.5).
    /// </summary>
    /// <param name="clockTime">Date and time of kind <see cref="DateTimeKind.Unspecified"/>.</param>
    /// <param name="zone">The zone, for example <c>TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")</c>.</param>
    /// <returns>The instant, written in UTC with milliseconds.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="zone"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="clockTime"/> is of kind Utc or Local: it is an instant already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies before year 1 or after year 9999.</exception>
    public static RedoxDateTime FromLocal(DateTime clockTime, TimeZoneInfo zone) => FromLocal(clockTime, zone, ClockChange.Calendar);

    /// <inheritdoc cref="FromLocal(DateTime, TimeZoneInfo)" path="/returns"/>
    /// <summary>Creates an instant from the wall-clock time in a zone.</summary>
    /// <param name="clockTime">Date and time of kind <see cref="DateTimeKind.Unspecified"/>.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="whenClocksChange">How to read a time that the clocks skip or show twice.</param>
    /// <exception cref="ArgumentNullException"><paramref name="zone"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="clockTime"/> is of kind Utc or Local, or it is skipped or shown twice and <paramref name="whenClocksChange"/> is <see cref="ClockChange.Refuse"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The instant lies before year 1 or after year 9999, or <paramref name="whenClocksChange"/> is not a value of its type.
    /// </exception>
    public static RedoxDateTime FromLocal(DateTime clockTime, TimeZoneInfo zone, ClockChange whenClocksChange)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (!Enum.IsDefined(whenClocksChange))
        {
            throw new ArgumentOutOfRangeException(nameof(whenClocksChange));
        }

        if (clockTime.Kind != DateTimeKind.Unspecified)
        {
            throw new ArgumentException($"A DateTime of kind {clockTime.Kind} is an instant already. Assign it as it is; a zone is only for kind Unspecified.", nameof(clockTime));
        }

        return ZoneClock.OffsetOf(clockTime, zone, whenClocksChange) is { } offset
            ? new(InstantOf(clockTime, offset))
            : throw new ArgumentException("The clocks of the zone skip this time or show it twice when they change. Ask which time is meant.", nameof(clockTime));
    }

    /// <summary>
    /// The instant; a time without a zone is interpreted in <paramref name="zone"/>: Redox uses the zone configured for the source
    /// (Redox, "Date and time"). A written offset takes precedence over the zone.
    /// </summary>
    /// <remarks>
    /// A time that the zone's clocks skip or show twice is read as by <see cref="FromLocal(DateTime, TimeZoneInfo)"/>, at the offset that applies until the
    /// change; Redox's behaviour in this case is not known. For another choice pass <see cref="ClockTime"/> to <see cref="FromLocal(DateTime, TimeZoneInfo, ClockChange)"/>.
    /// </remarks>
    /// <param name="zone">The zone of the source.</param>
    /// <returns>The instant, or null without a time or when the instant lies before year 1 or after year 9999.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="zone"/> is null.</exception>
    public DateTimeOffset? ToInstant(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (_form != DateForm.ClockTime)
        {
            return Instant;
        }

        var offset = ZoneClock.OffsetOf(_clock, zone, ClockChange.Calendar).GetValueOrDefault();
        var ticks = _clock.Ticks - offset.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(_clock, offset) : null;
    }

    private static DateTimeOffset InstantOf(DateTime clockTime, TimeSpan offset) =>
        clockTime.Ticks - offset.Ticks is var utc && (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
            ? throw new ArgumentOutOfRangeException(nameof(clockTime), "The instant lies before year 1 or after year 9999.")
            : new(clockTime, offset);
}
