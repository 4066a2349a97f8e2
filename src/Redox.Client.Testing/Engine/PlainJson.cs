using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>
/// JSON as Redox writes it: text is plain UTF-8, and only what JSON does not allow in text is escaped. No encoder of .NET does that: even the relaxed one escapes
/// emoji and rare spaces.
/// </summary>
[Follows(Ledger.ReplyPlainJson)]
internal static class PlainJson
{
    /// <summary>Options of a writer whose bytes are passed to <see cref="Of"/>: it leaves few escapes to undo.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int UnitLength = 6; // \u0000

    private static ReadOnlySpan<byte> Lower => "0123456789abcdef"u8;

    /// <summary>The same JSON without needless escapes.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        var rest = json.Span;
        if (!rest.Contains((byte)'\\'))
        {
            return json;
        }

        var plain = new ArrayBufferWriter<byte>(rest.Length);
        for (var next = rest.IndexOf((byte)'\\'); next >= 0; next = rest.IndexOf((byte)'\\'))
        {
            plain.Write(rest[..next]);
            rest = rest[(next + Write(rest[next..], plain))..];
        }

        plain.Write(rest);
        return plain.WrittenMemory;
    }

    /// <summary>A text as a JSON string, with its quotation marks.</summary>
    public static ReadOnlyMemory<byte> OfText(string text) => Of(JsonSerializer.SerializeToUtf8Bytes(text));

    // Writes one escape, or the character that it stands for, and returns its length.
    private static int Write(ReadOnlySpan<byte> escape, ArrayBufferWriter<byte> plain)
    {
        if (Unit(escape) is not { } first)
        {
            var length = Math.Min(escape.Length, 2);
            plain.Write(escape.Length > 1 && escape[1] == '/' ? "/"u8 : escape[..length]);
            return length;
        }

        if (char.IsHighSurrogate(first) && Unit(escape[UnitLength..]) is { } second && char.IsLowSurrogate(second))
        {
            Write(new Rune(first, second), plain);
            return 2 * UnitLength;
        }

        switch (first)
        {
            case '"' or '\\':
                plain.Write([(byte)'\\', (byte)first]);
                break;
            case < ' ' when "\b\t\n\f\r".IndexOf(first, StringComparison.Ordinal) is >= 0 and var shortened:
                plain.Write([(byte)'\\', "btnfr"u8[shortened]]);
                break;
            case < ' ' or (>= '\ud800' and <= '\udfff'):
                plain.Write([(byte)'\\', (byte)'u', Digit(first, 12), Digit(first, 8), Digit(first, 4), Digit(first, 0)]);
                break;
            default:
                Write(new Rune(first), plain);
                break;
        }

        return UnitLength;
    }

    private static void Write(Rune rune, ArrayBufferWriter<byte> plain) => plain.Advance(rune.EncodeToUtf8(plain.GetSpan(4)));

    private static byte Digit(char unit, int shift) => Lower[(unit >> shift) & 0xF];

    private static char? Unit(ReadOnlySpan<byte> escape) =>
        escape.StartsWith("\\u"u8) && escape.Length >= UnitLength
        && Utf8Parser.TryParse(escape[2..UnitLength], out ushort unit, out var read, 'x') && read == UnitLength - 2
            ? (char)unit
            : null;
}
