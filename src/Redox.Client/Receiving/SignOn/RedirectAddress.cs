using System.Text;

namespace Redox.Client.Receiving.SignOn;

/// <summary>
/// The address that a sign-on handler returned, in a form that the header <c>Location</c> can carry: ASCII, whatever the handler returned. (RFC 9110 sections 5.5 and 10.2.2)
/// </summary>
internal static class RedirectAddress
{
    /// <summary>The same address, whose <see cref="Uri.OriginalString"/> is the value of the header.</summary>
    /// <exception cref="InvalidResponseException">The address is missing, or no header can carry it.</exception>
    public static Uri Of(Uri? address)
    {
        if (address is null)
        {
            throw new InvalidResponseException("the handler returned no address");
        }

        var isAbsolute = IsAbsolute(address);
        var text = Encoded(isAbsolute ? Absolute(address) : address.OriginalString);
        return text.Length > 0 && Uri.TryCreate(text, isAbsolute ? UriKind.Absolute : UriKind.Relative, out var encoded)
            ? encoded
            : throw new InvalidResponseException("the handler returned an address that no header can carry: give an absolute address, or a path");
    }

    // On Unix, a path that was given as "relative or absolute" counts as a file.
    private static bool IsAbsolute(Uri address) => address.IsAbsoluteUri && !(address.IsFile && !address.OriginalString.StartsWith("file:", StringComparison.OrdinalIgnoreCase));

    // Uri keeps the letters of a host as given; on the wire they are Punycode. (RFC 5890 section 2.3.2.1)
    private static string Absolute(Uri address)
    {
        try
        {
            return address.HostNameType == UriHostNameType.Dns && address.IdnHost != address.Host
                ? new UriBuilder(address) { Host = address.IdnHost }.Uri.AbsoluteUri
                : address.AbsoluteUri;
        }
        catch (UriFormatException)
        {
            return "";
        }
    }

    // Existing escapes stay as they are.
    private static string Encoded(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune is { IsAscii: true, Value: > ' ' and <= '~' })
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
            {
                encoded.Append('%').Append(Convert.ToHexString([one]));
            }
        }

        return encoded.ToString();
    }
}
