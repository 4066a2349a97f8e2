using System.Buffers;
using System.Buffers.Text;

namespace Redox.Client.Serialization;

/// <summary>
/// Base64url as JWKs and JWTs have it: letters, digits, - and _ alone (RFC 7515 section 2). The reader of .NET would skip white space and take = and % for padding:
/// one value would have many texts.
/// </summary>
internal static class Base64UrlText
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The bytes; <see langword="null"/> when it is none.</summary>
    public static byte[]? Decode(string text)
    {
        try
        {
            return text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Letters) ? Base64Url.DecodeFromChars(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
