using System.Text.Json.Serialization;
using Redox.Client.Messages.Dates;

namespace Redox.Client;

/// <summary>
/// A date only, <c>YYYY-MM-DD</c>, or an instant, which is written in UTC as <c>YYYY-MM-DDThh:mm:ss.fffZ</c>.
/// </summary>
/// <remarks>
/// <para>
/// Assign a <see cref="DateTimeOffset"/>, or a <see cref="DateOnly"/> when only the day is known: no time is ever added to it (Redox, "Date and time").
/// A <see cref="DateTime"/> converts when its kind is <see cref="DateTimeKind.Utc"/> or <see cref="DateTimeKind.Local"/>.
/// Fractions beyond the millisecond are truncated, since they are not written.
/// </para>
/// <para>
/// Received values may have other forms, some without a zone. Those that are understood have their parts, the others stay as text, and all
/// of them are written back exactly as they came. See the table of accepted forms in the documentation ("Dates").
/// </para>
/// <para>
/// Two values are equal when they are written alike: the same instant at two offsets is different. Compare or sort by <see cref="Instant"/> or
/// <see cref="Date"/>; the type itself has no order, because a day, an instant and a time without a zone cannot be put in order.
/// </para>
/// <para>The default value is the empty text: all parts are null and no member throws.</para>
/// </remarks>
[JsonConverter(typeof(RedoxDateTimeJsonConverter))]
public readonly partial struct RedoxDateTime : IEquatable<RedoxDateTime>
{
    private readonly string? _text; // only for non-canonical text, so that equal text means equal fields
    private readonly DateTime _clock;
    private readonly short _offsetMinutes;
    private readonly DateForm _form;

    /// <summary>Creates a date without a time, written as <c>YYYY-MM-DD</c>.</summary>
    /// <param name="date">The date.</param>
    public RedoxDateTime(DateOnly date)
    {
        _clock = date.ToDateTime(TimeOnly.MinValue);
        _form = DateForm.Date;
    }

    /// <summary>Creates an instant, written in UTC with milliseconds.</summary>
    /// <param name="instant">The instant, at any offset. Fractions beyond the millisecond are truncated.</param>
    public RedoxDateTime(DateTimeOffset instant)
    {
        var utc = instant.UtcTicks;
        _clock = new DateTime(utc - (utc % TimeSpan.TicksPerMillisecond));
        _form = DateForm.Instant;
    }

    private RedoxDateTime(DateReading reading, string? text)
    {
        _text = string.IsNullOrEmpty(text) ? null : text;
        _clock = reading.Clock;
        _offsetMinutes = reading.OffsetMinutes;
        _form = reading.Form;
    }

    /// <summary>
    /// The date as written, ignoring any offset. Null when the text is empty, not understood, or names only a year or a month.
    /// </summary>
    public DateOnly? Date => _form >= DateForm.Date ? DateOnly.FromDateTime(_clock) : null;

    /// <summary>Whether a time was written, with or without a zone.</summary>
    public bool HasTime => _form >= DateForm.ClockTime;

    /// <summary>
    /// Date and time as written, of kind <see cref="DateTimeKind.Unspecified"/>: the clock time where it was written, without applying
    /// an offset. Null without a time.
    /// </summary>
    public DateTime? ClockTime => HasTime ? _clock : null;

    /// <summary>
    /// The instant, at the offset that was written. Null for a date without a time, and for a time without a zone: see <see cref="ToInstant(TimeZoneInfo)"/>.
    /// </summary>
    public DateTimeOffset? Instant => _form == DateForm.Instant ? new DateTimeOffset(_clock, TimeSpan.FromMinutes(_offsetMinutes)) : null;

    /// <summary>Whether the text has one of the accepted forms, including partial dates (<c>2012</c>, <c>2012-08</c>).</summary>
    public bool IsUnderstood => _form != DateForm.NotUnderstood;

    /// <summary>Whether the text is <c>YYYY-MM-DD</c> or <c>YYYY-MM-DDThh:mm:ss.fffZ</c>, and that day and time exist.</summary>
    public bool IsCanonical => _text is null && _form != DateForm.NotUnderstood;

    /// <summary>Creates a date without a time, written as <c>YYYY-MM-DD</c>.</summary>
    /// <param name="date">The date.</param>
    public static implicit operator RedoxDateTime(DateOnly date) => new(date);

    /// <summary>Creates an instant, written in UTC with milliseconds.</summary>
    /// <param name="instant">The instant, at any offset.</param>
    public static implicit operator RedoxDateTime(DateTimeOffset instant) => new(instant);

    /// <summary>Creates an instant, written in UTC with milliseconds.</summary>
    /// <param name="value">A time of kind Utc, or of kind Local, which is interpreted in the zone of this machine.</param>
    /// <exception cref="ArgumentException">The kind is Unspecified, so the instant is unknown.</exception>
    public static implicit operator RedoxDateTime(DateTime value) => value.Kind == DateTimeKind.Unspecified
        ? throw new ArgumentException(
            "A DateTime of kind Unspecified does not identify an instant. Give its zone with RedoxDateTime.FromLocal(value, zone), pass a DateTimeOffset "
            + "(new DateTimeOffset(value, offset)) or a DateTime whose kind is set with DateTime.SpecifyKind, or, when only the day matters, "
            + "DateOnly.FromDateTime(value).",
            nameof(value))
        : new(new DateTimeOffset(value));

    /// <summary>Whether both are written identically.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator ==(RedoxDateTime left, RedoxDateTime right) => left.Equals(right);

    /// <summary>Whether the two are written differently.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator !=(RedoxDateTime left, RedoxDateTime right) => !left.Equals(right);

    /// <summary>Whether both are written identically.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>True when the text on the wire is the same.</returns>
    public bool Equals(RedoxDateTime other) => _text == other._text && _clock == other._clock && _form == other._form;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RedoxDateTime other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? HashCode.Combine(_clock, _form) : _text.GetHashCode(StringComparison.Ordinal);
}
