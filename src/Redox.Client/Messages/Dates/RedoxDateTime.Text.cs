using System.Diagnostics.CodeAnalysis;
using System.Text;
using Redox.Client.Messages.Dates;

namespace Redox.Client;

/// <content>Parsing and formatting. The forms do not depend on a culture or a format, so the members that .NET's interfaces add for these are hidden.</content>
public readonly partial struct RedoxDateTime : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<RedoxDateTime>, IUtf8SpanParsable<RedoxDateTime>
{
    /// <summary>Reads a text in any accepted form; it is written back as it is.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text does not have an accepted form. The message does not quote it.</exception>
    public static RedoxDateTime Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var result) ? result : throw NotUnderstood();
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static RedoxDateTime Parse(ReadOnlySpan<char> text) => TryParse(text, out var result) ? result : throw NotUnderstood();

    /// <inheritdoc cref="Parse(string)"/>
    /// <param name="utf8Text">The text.</param>
    public static RedoxDateTime Parse(ReadOnlySpan<byte> utf8Text) => TryParse(utf8Text, out var result) ? result : throw NotUnderstood();

    /// <summary>Reads a text in any accepted form; it is written back as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="result">The value, or the default.</param>
    /// <returns>Whether the text has an accepted form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RedoxDateTime result) => Accept(DateText.FromChars(text, text, Read), out result);

    /// <inheritdoc cref="TryParse(string?, out RedoxDateTime)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out RedoxDateTime result) => Accept(DateText.FromChars(text, null, Read), out result);

    /// <inheritdoc cref="TryParse(string?, out RedoxDateTime)"/>
    /// <param name="utf8Text">The text.</param>
    /// <param name="result">The value, or the default.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out RedoxDateTime result) => Accept(Read(utf8Text, null), out result);

    /// <summary>The text on the wire.</summary>
    /// <returns>The text as it came, or one of the canonical forms; empty for the default value.</returns>
    public override string ToString()
    {
        if (_text is not null)
        {
            return _text;
        }

        Span<byte> utf8 = stackalloc byte[MaxCanonicalLength];
        TryFormat(utf8, out var written);
        return Encoding.ASCII.GetString(utf8[..written]);
    }

    /// <summary>Writes the text on the wire.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="charsWritten">The number of characters written.</param>
    /// <returns>Whether the destination was long enough.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<byte> utf8 = stackalloc byte[MaxCanonicalLength];
        return _text is null && TryFormat(utf8, out var written)
            ? DateText.TryCopy(utf8[..written], destination, out charsWritten)
            : DateText.TryCopy(_text, destination, out charsWritten);
    }

    /// <summary>Writes the text on the wire.</summary>
    /// <param name="utf8Destination">The destination.</param>
    /// <param name="bytesWritten">The number of bytes written.</param>
    /// <returns>Whether the destination was long enough.</returns>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) => (_text, _form) switch
    {
        (null, DateForm.Date) => CanonicalDateText.TryWriteDate(_clock, utf8Destination, out bytesWritten),
        (null, DateForm.Instant) => CanonicalDateText.TryWriteInstant(_clock, utf8Destination, out bytesWritten),
        _ => Encoding.UTF8.TryGetBytes(_text, utf8Destination, out bytesWritten),
    };

    static RedoxDateTime IParsable<RedoxDateTime>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<RedoxDateTime>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RedoxDateTime result) =>
        TryParse(s, out result);

    static RedoxDateTime ISpanParsable<RedoxDateTime>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<RedoxDateTime>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out RedoxDateTime result) =>
        TryParse(s, out result);

    static RedoxDateTime IUtf8SpanParsable<RedoxDateTime>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text);

    static bool IUtf8SpanParsable<RedoxDateTime>.TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out RedoxDateTime result) =>
        TryParse(utf8Text, out result);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider)
    {
        DateText.RefuseFormat(format);
        return ToString();
    }

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        DateText.RefuseFormat(format);
        return TryFormat(destination, out charsWritten);
    }

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        DateText.RefuseFormat(format);
        return TryFormat(utf8Destination, out bytesWritten);
    }

    private static bool Accept(RedoxDateTime read, out RedoxDateTime result)
    {
        result = read.IsUnderstood ? read : default;
        return read.IsUnderstood;
    }

    private static FormatException NotUnderstood() => new(
        "The text is not a date or time that Redox.Client can read (it is not quoted here because it may be patient data). "
        + "Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ss.fffZ; other fractions and offsets, a time without a zone, YYYYMMDD[hhmm[ss]], "
        + "YYYY-M-D, YYYY-MM and YYYY are also read.");
}
