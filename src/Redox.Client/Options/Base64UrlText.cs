using System.Buffers;
using System.Buffers.Text;

namespace Redox.Client.Options;

/// <summary>
/// Base64url as in JWKs and JWTs: only letters, digits, - and _ (RFC 7515 section 2). .NET's reader would skip white space and accept = and % as padding:
/// the same value would have many texts.
/// </summary>
internal static class Base64UrlText
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The bytes; <see langword="null"/> when the text is invalid.</summary>
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
