using System.Text;

namespace Redox.Client.Serialization;

/// <summary>Creates strings from ASCII, which nearly all of a message is, in half the time of decoding UTF-8: for ASCII, Latin-1 only widens each byte.</summary>
internal static class AsciiText
{
    internal static bool TryMake(ReadOnlySpan<byte> utf8, out string text)
    {
        var isAscii = Ascii.IsValid(utf8);
        text = isAscii ? Encoding.Latin1.GetString(utf8) : "";
        return isAscii;
    }
}
