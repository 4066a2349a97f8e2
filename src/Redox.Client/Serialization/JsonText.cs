using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Names and strings as .NET text. JSON can escape half a surrogate pair (<c>\ud800</c>), which is not Unicode text and for which the reader throws
/// an exception; a payload may contain millions of them, so they are detected first.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>Takes the text at the reader's position; false when it is not Unicode text.</summary>
    internal static bool TryGet(ref readonly Utf8JsonReader reader, out string text) =>
        (!reader.ValueIsEscaped && AsciiText.TryMake(reader.ValueSpan, out text)) || TryDecode(in reader, out text);

    // A separate method, because GetString works on a copy of the reader, and every call would reserve space for that copy.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryDecode(ref readonly Utf8JsonReader reader, out string text)
    {
        var isUnicode = IsUnicode(in reader);
        text = isUnicode ? reader.GetString()! : "";
        return isUnicode;
    }

    internal static bool IsUnicode(ref readonly Utf8JsonReader reader) => !reader.ValueIsEscaped || SurrogatesArePaired(reader.ValueSpan);

    /// <summary>Takes the text at the reader's position, with U+FFFD in place of each unpaired surrogate.</summary>
    internal static string GetRepaired(ref readonly Utf8JsonReader reader)
    {
        if (IsUnicode(in reader))
        {
            return reader.GetString()!;
        }

        byte[] json = [(byte)'"', .. reader.ValueSpan, (byte)'"'];
        for (var half = IndexOfHalf(json, 1); half >= 0; half = IndexOfHalf(json, half + EscapeLength))
        {
            @"\ufffd"u8.CopyTo(json.AsSpan(half));
        }

        var repaired = new Utf8JsonReader(json);
        repaired.Read();
        return repaired.GetString()!;
    }

    private static bool SurrogatesArePaired(ReadOnlySpan<byte> escaped) =>
        (escaped.IndexOf(@"\ud"u8) < 0 && escaped.IndexOf(@"\uD"u8) < 0) || IndexOfHalf(escaped, 0) < 0;

    /// <summary>The position of the first escaped half of a surrogate pair without the other half; -1 when not found.</summary>
    private static int IndexOfHalf(ReadOnlySpan<byte> escaped, int start)
    {
        var first = -1; // A first half that waits for its second.
        for (var i = start; i < escaped.Length; i++)
        {
            var at = i;
            var unit = NextUnit(escaped, ref i);
            if (first >= 0 && !char.IsLowSurrogate(unit))
            {
                return first;
            }

            if (first < 0 && char.IsLowSurrogate(unit))
            {
                return at;
            }

            first = char.IsHighSurrogate(unit) ? at : -1;
        }

        return first;
    }

    // Skips one escape. Unescaped bytes are part of well-formed characters, not surrogates.
    private static char NextUnit(ReadOnlySpan<byte> escaped, ref int i)
    {
        if (escaped[i] != '\\' || escaped[++i] != 'u')
        {
            return default;
        }

        var digits = escaped.Slice(i + 1, 4);
        i += 4;
        return (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
