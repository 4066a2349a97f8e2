using System.Text.Json.Serialization;
using Redox.Client.Messages.Dates;

namespace Redox.Client;

/// <summary>
/// A calendar date as Redox writes it, <c>YYYY-MM-DD</c>: a birth date, the first day of insurance coverage. It has no time and no zone, and is never shifted.
/// </summary>
/// <remarks>
/// <para>
/// Assign a <see cref="DateOnly"/>. A <see cref="DateTime"/> does not convert implicitly, because a time sent with a birth date makes
/// Redox shift it by the receiver's zone, and the patient is born a day early (Redox, "Date and time").
/// Drop the time explicitly with <see cref="FromDateTime(DateTime)"/>.
/// </para>
/// <para>
/// Received dates may have other forms. Those that are understood have a <see cref="Date"/>, the others stay as text, and all of them
/// are written back exactly as they came. See the table of accepted forms in the documentation ("Dates"). A date with a time gives the day as written:
/// it is an issue when read, and a problem when sent, because Redox would shift it.
/// </para>
/// <para>
/// Two values are equal when they are written alike: <c>2012-08-07</c> and <c>20120807</c> are different. Compare or sort by <see cref="Date"/>;
/// the type itself has no order, because a text that is not understood cannot be ordered.
/// </para>
/// <para>The default value is the empty text: <see cref="Date"/> is null and no member throws.</para>
/// </remarks>
[JsonConverter(typeof(RedoxDateJsonConverter))]
public readonly partial struct RedoxDate : IEquatable<RedoxDate>
{
    private readonly string? _text; // only for non-canonical text, so that equal text means equal fields
    private readonly DateTime _date;
    private readonly DateForm _form;

    /// <summary>Creates a date that is written as <c>YYYY-MM-DD</c>.</summary>
    /// <param name="date">The date.</param>
    public RedoxDate(DateOnly date)
    {
        _date = date.ToDateTime(TimeOnly.MinValue);
        _form = DateForm.Date;
    }

    private RedoxDate(DateReading reading, string? text)
    {
        _text = string.IsNullOrEmpty(text) ? null : text;
        _date = reading.Clock.Date;
        _form = reading.Form;
    }

    /// <summary>
    /// The date as written: the date part if a time follows, whatever its zone. Null when the text is empty, not understood,
    /// or names only a year or a month.
    /// </summary>
    public DateOnly? Date => _form >= DateForm.Date ? DateOnly.FromDateTime(_date) : null;

    /// <summary>Whether the text has one of the accepted forms, including partial dates (<c>2012</c>, <c>2012-08</c>).</summary>
    public bool IsUnderstood => _form != DateForm.NotUnderstood;

    /// <summary>Whether the text has the form that Redox documents, <c>YYYY-MM-DD</c>, and the date exists.</summary>
    public bool IsCanonical => _text is null && _form == DateForm.Date;

    /// <summary>Whether a time follows the date, which is not allowed in messages (Redox, "Date and time").</summary>
    internal bool HasTime => _form >= DateForm.ClockTime;

    /// <summary>Takes the date of <paramref name="value"/> as it is and drops the time; no zone is applied.</summary>
    /// <param name="value">A date with a time of any <see cref="DateTime.Kind"/>.</param>
    /// <returns>The date alone.</returns>
    public static RedoxDate FromDateTime(DateTime value) => new(DateOnly.FromDateTime(value));

    /// <summary>Takes the date and drops time and offset: the date on the clock at that offset, not the date in UTC.</summary>
    /// <param name="value">A date with a time.</param>
    /// <returns>The date alone.</returns>
    public static RedoxDate FromDateTime(DateTimeOffset value) => new(DateOnly.FromDateTime(value.DateTime));

    /// <summary>Creates a date that is written as <c>YYYY-MM-DD</c>.</summary>
    /// <param name="date">The date.</param>
    public static implicit operator RedoxDate(DateOnly date) => new(date);

    /// <summary>Whether both are written identically.</summary>
    /// <param name="left">One date.</param>
    /// <param name="right">The other date.</param>
    public static bool operator ==(RedoxDate left, RedoxDate right) => left.Equals(right);

    /// <summary>Whether the two are written differently.</summary>
    /// <param name="left">One date.</param>
    /// <param name="right">The other date.</param>
    public static bool operator !=(RedoxDate left, RedoxDate right) => !left.Equals(right);

    /// <summary>Deconstructs the value.</summary>
    /// <param name="date">The date as written, or the default when it is missing.</param>
    /// <returns>Whether there is a <see cref="Date"/>.</returns>
    public bool TryGetDate(out DateOnly date)
    {
        date = Date.GetValueOrDefault();
        return _form >= DateForm.Date;
    }

    /// <summary>Whether both are written identically.</summary>
    /// <param name="other">The other date.</param>
    /// <returns>True when the text on the wire is the same.</returns>
    public bool Equals(RedoxDate other) => _text == other._text && _date == other._date && _form == other._form;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RedoxDate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? HashCode.Combine(_date, _form) : _text.GetHashCode(StringComparison.Ordinal);
}
