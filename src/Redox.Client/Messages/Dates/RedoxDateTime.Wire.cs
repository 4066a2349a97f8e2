using System.Text;
using System.Text.Json;
using Redox.Client.Messages.Dates;

namespace Redox.Client;

/// <content>Used by the message readers and writers: any text is kept, none throws, and the canonical forms allocate no string.</content>
public readonly partial struct RedoxDateTime
{
    /// <summary>The maximum number of bytes of a canonical value.</summary>
    internal const int MaxCanonicalLength = CanonicalDateText.InstantLength;

    /// <summary>Reads any text and keeps it; never throws. Check <see cref="IsUnderstood"/> afterwards.</summary>
    /// <param name="utf8">The unescaped text. Invalid UTF-8 becomes U+FFFD.</param>
    internal static RedoxDateTime FromUtf8(ReadOnlySpan<byte> utf8) => Read(utf8, null);

    /// <summary>Reads the JSON string at the reader's position; any text is kept. Check <see cref="IsUnderstood"/> afterwards.</summary>
    /// <exception cref="JsonException">The token is not a string.</exception>
    /// <exception cref="InvalidOperationException">The string is not valid UTF-8, or has half a surrogate pair.</exception>
    internal static RedoxDateTime ReadFrom(ref Utf8JsonReader reader) => DateText.FromJson(ref reader, Read);

    /// <summary>Writes a JSON string.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        Span<byte> utf8 = stackalloc byte[MaxCanonicalLength];
        if (_text is null && TryFormat(utf8, out var written))
        {
            writer.WriteStringValue(utf8[..written]);
        }
        else
        {
            writer.WriteStringValue(_text);
        }
    }

    private static RedoxDateTime Read(ReadOnlySpan<byte> utf8, string? text) =>
        CanonicalDateText.TryReadInstant(utf8, out var utc) ? new(new DateReading(DateForm.Instant, utc), null)
        : CanonicalDateText.TryReadDate(utf8, out var date) ? new(new DateReading(DateForm.Date, date), null)
        : new(DateTextScanner.Scan(utf8), text ?? Encoding.UTF8.GetString(utf8));
}
