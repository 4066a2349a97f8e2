using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Names and strings as .NET text. JSON can escape half a surrogate pair (<c>\ud800</c>), which is no Unicode text and which the reader answers
/// with an exception; a payload may hold millions of them, so they are looked for before.
/// </summary>
internal static class JsonText
{
    /// <summary>Takes the text the reader stands on; false when it is no Unicode text.</summary>
    internal static bool TryGet(ref readonly Utf8JsonReader reader, out string text) =>
        (!reader.ValueIsEscaped && AsciiText.TryMake(reader.ValueSpan, out text)) || TryDecode(in reader, out text);

    // Apart, because GetString works on a copy of the reader, and every call would make room for that copy.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryDecode(ref readonly Utf8JsonReader reader, out string text)
    {
        var isUnicode = IsUnicode(in reader);
        text = isUnicode ? reader.GetString()! : "";
        return isUnicode;
    }

    internal static bool IsUnicode(ref readonly Utf8JsonReader reader) => !reader.ValueIsEscaped || SurrogatesArePaired(reader.ValueSpan);

    private static bool SurrogatesArePaired(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOf(@"\ud"u8) < 0 && escaped.IndexOf(@"\uD"u8) < 0)
        {
            return true;
        }

        var awaitsSecondHalf = false;
        for (var i = 0; i < escaped.Length; i++)
        {
            var unit = NextUnit(escaped, ref i);
            if (awaitsSecondHalf != char.IsLowSurrogate(unit))
            {
                return false;
            }

            awaitsSecondHalf = char.IsHighSurrogate(unit);
        }

        return !awaitsSecondHalf;
    }

    // Steps over one escape. Bytes that are not escaped are part of well-formed characters, and no surrogates.
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
