using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Redox.Client;

/// <content>Reading and writing the text.</content>
public readonly partial struct RedoxDate : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<RedoxDate>, IUtf8SpanParsable<RedoxDate>
{
    /// <summary>Reads a text in any accepted form; it is written back as it is.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: the forms do not depend on a culture.</param>
    /// <returns>The date.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is null.</exception>
    /// <exception cref="FormatException">The text has none of the accepted forms. The message does not quote it.</exception>
    public static RedoxDate Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, provider, out var date) ? date : throw NotUnderstood();
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static RedoxDate Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var date) ? date : throw NotUnderstood();

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    /// <param name="utf8Text">The text.</param>
    /// <param name="provider">Not used: the forms do not depend on a culture.</param>
    public static RedoxDate Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider = null) =>
        TryParse(utf8Text, provider, out var date) ? date : throw NotUnderstood();

    /// <summary>Reads a text in any accepted form; it is written back as it is.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The date, or the default.</param>
    /// <returns>Whether the text has an accepted form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out RedoxDate result) => TryParse(s, null, out result);

    /// <inheritdoc cref="TryParse(string?, out RedoxDate)"/>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: the forms do not depend on a culture.</param>
    /// <param name="result">The date, or the default.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RedoxDate result) =>
        Accept(DateText.FromChars(s, s, Read), out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out RedoxDate)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out RedoxDate result) =>
        Accept(DateText.FromChars(s, null, Read), out result);

    /// <inheritdoc cref="TryParse(string?, out RedoxDate)"/>
    /// <param name="utf8Text">The text.</param>
    /// <param name="provider">Not used: the forms do not depend on a culture.</param>
    /// <param name="result">The date, or the default.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out RedoxDate result) =>
        Accept(Read(utf8Text, null), out result);

    /// <summary>The text as it goes over the wire.</summary>
    /// <returns>The text as it came, or <c>YYYY-MM-DD</c>; empty for the default value.</returns>
    public override string ToString()
    {
        if (_text is not null) return _text;
        Span<byte> utf8 = stackalloc byte[CanonicalDateText.DateLength];
        TryWrite(utf8, out var written);
        return Encoding.ASCII.GetString(utf8[..written]);
    }

    /// <inheritdoc cref="ToString()"/>
    /// <param name="format">Null or empty.</param>
    /// <param name="formatProvider">Not used.</param>
    /// <exception cref="FormatException">There is a format string.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        DateText.RefuseFormat(format);
        return ToString();
    }

    /// <summary>Writes the text as it goes over the wire.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format">Empty.</param>
    /// <param name="provider">Not used.</param>
    /// <returns>Whether the destination was long enough.</returns>
    /// <exception cref="FormatException">There is a format string.</exception>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        DateText.RefuseFormat(format);
        Span<byte> utf8 = stackalloc byte[CanonicalDateText.DateLength];
        return _text is null && TryWrite(utf8, out var written)
            ? DateText.TryCopy(utf8[..written], destination, out charsWritten)
            : DateText.TryCopy(_text, destination, out charsWritten);
    }

    /// <inheritdoc cref="TryFormat(Span{char}, out int, ReadOnlySpan{char}, IFormatProvider?)"/>
    /// <param name="utf8Destination">Where to.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format">Empty.</param>
    /// <param name="provider">Not used.</param>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        DateText.RefuseFormat(format);
        return TryWrite(utf8Destination, out bytesWritten);
    }

    /// <summary>Reads any text and keeps it; never throws. Allocates only for what is not canonical.</summary>
    /// <param name="utf8">The unescaped text. Invalid UTF-8 becomes U+FFFD.</param>
    internal static RedoxDate FromUtf8(ReadOnlySpan<byte> utf8) => Read(utf8, null);

    /// <summary>Reads the JSON string the reader stands on; any text is kept.</summary>
    /// <exception cref="JsonException">The token is not a string.</exception>
    /// <exception cref="InvalidOperationException">The string is not valid UTF-8, or has half a surrogate pair.</exception>
    internal static RedoxDate ReadFrom(ref Utf8JsonReader reader) => DateText.FromJson(ref reader, Read);

    /// <summary>Writes a JSON string.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        Span<byte> utf8 = stackalloc byte[CanonicalDateText.DateLength];
        if (_text is null && TryWrite(utf8, out var written)) writer.WriteStringValue(utf8[..written]);
        else writer.WriteStringValue(_text);
    }

    private bool TryWrite(Span<byte> utf8, out int written) => IsCanonical
        ? CanonicalDateText.TryWriteDate(_date, utf8, out written)
        : Encoding.UTF8.TryGetBytes(_text, utf8, out written);

    private static RedoxDate Read(ReadOnlySpan<byte> utf8, string? text) =>
        CanonicalDateText.TryReadDate(utf8, out var date)
            ? new(DateOnly.FromDateTime(date))
            : new(DateTextScanner.Scan(utf8), text ?? Encoding.UTF8.GetString(utf8));

    private static bool Accept(RedoxDate read, out RedoxDate result)
    {
        result = read.IsUnderstood ? read : default;
        return read.IsUnderstood;
    }

    private static FormatException NotUnderstood() => new(
        "The text is no date that Redox.Client can read (it is not quoted here because it may be patient data). "
        + "Write YYYY-MM-DD; YYYYMMDD, YYYY-M-D, YYYY-MM, YYYY and a date followed by a time are read as well.");
}
