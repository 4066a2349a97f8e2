using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// .NET text may contain half a surrogate pair, for instance where it was cut within an emoji. A JSON writer replaces it silently; here it is written
/// as its JSON escape, so that nothing changes silently and a check of the JSON finds it.
/// </summary>
internal static class SurrogateHalves
{
    internal static bool AreIn(string text) => IndexOfFirst(text) >= 0;

    /// <summary>Whether a writer may have replaced some: it escapes what it puts in their place, and nothing else in this way. JSON that was kept as it came may hold it, too.</summary>
    internal static bool AreReplaced(ReadOnlySpan<byte> written)
    {
        while (written.IndexOf((byte)'\\') is >= 0 and var escape) // Rarer than any other byte of it, and a single byte is found fastest.
        {
            written = written[escape..];
            if (written.StartsWith(@"\uFFFD"u8))
            {
                return true;
            }

            written = written[2..]; // The shortest escape. The second backslash of one does not begin another.
        }

        return false;
    }

    /// <summary>Writes a JSON string.</summary>
    internal static void Write(Utf8JsonWriter writer, string text)
    {
        var json = new StringBuilder("\"");
        var rest = text.AsSpan();
        for (var half = IndexOfFirst(rest); half >= 0; half = IndexOfFirst(rest))
        {
            json.Append(WireForm.Encoder.Encode(rest[..half].ToString())).Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[half]:x4}");
            rest = rest[(half + 1)..];
        }

        json.Append(WireForm.Encoder.Encode(rest.ToString())).Append('"');
        writer.WriteRawValue(json.ToString(), skipInputValidation: true);
    }

    private static int IndexOfFirst(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (text[at..].IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var surrogate)
        {
            at += surrogate;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }
}
