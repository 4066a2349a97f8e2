using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Redox.Client.Messages.Dates;

/// <summary>The text handling shared by <see cref="RedoxDate"/> and <see cref="RedoxDateTime"/>.</summary>
internal static class DateText
{
    public delegate T FromUtf8<T>(ReadOnlySpan<byte> utf8, string? text);

    /// <summary>Reads text as UTF-8. A date has ASCII characters only, so other text need not be examined.</summary>
    public static T FromChars<T>(ReadOnlySpan<char> text, string? original, FromUtf8<T> read)
    {
        var ascii = text.Length <= 128 ? stackalloc byte[text.Length] : new byte[text.Length];
        var isAscii = Ascii.FromUtf16(text, ascii, out _) == OperationStatus.Done;
        return read(isAscii ? ascii : default, original ?? text.ToString());
    }

    /// <summary>Reads a JSON string; escaped or split values are read through a string.</summary>
    public static T FromJson<T>(ref Utf8JsonReader reader, FromUtf8<T> read)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A date must be a JSON string.");
        }

        if (!reader.HasValueSequence && !reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan))
        {
            return read(reader.ValueSpan, null);
        }

        var text = reader.GetString()!; // refuses invalid UTF-8, which would not survive a round trip
        return FromChars(text, text, read);
    }

    public static bool TryCopy(ReadOnlySpan<byte> ascii, Span<char> destination, out int written)
    {
        written = 0; // Ascii.ToUtf16 would fill a short destination
        return destination.Length >= ascii.Length && Ascii.ToUtf16(ascii, destination, out written) == OperationStatus.Done;
    }

    public static bool TryCopy(string? text, Span<char> destination, out int written)
    {
        var copied = text.AsSpan().TryCopyTo(destination);
        written = copied ? text.AsSpan().Length : 0;
        return copied;
    }

    /// <exception cref="FormatException">A format string was given.</exception>
    public static void RefuseFormat(ReadOnlySpan<char> format)
    {
        if (!format.IsEmpty)
        {
            throw new FormatException("Redox dates have one written form and do not accept a format string. Format Date or Instant instead.");
        }
    }
}
