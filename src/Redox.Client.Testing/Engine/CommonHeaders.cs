using System.Globalization;
using System.Security.Cryptography;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>The headers that responses have in common. Redox answers with Express, which adds them to every response, whatever its status.</summary>
internal static class CommonHeaders
{
    private const string ContentSecurity = "default-src https:; style-src https: 'unsafe-inline'; object-src 'none'";

    [Follows(Ledger.ReplyHeaders, Ledger.ReplyHeadersElsewhere, Ledger.ReplyNoChallenge)]
    private static readonly KeyValuePair<string, string>[] Recorded =
    [
        new("Strict-Transport-Security", "max-age=300; includeSubdomains;"),
        new("Content-Security-Policy", ContentSecurity),
        new("X-Content-Security-Policy", ContentSecurity),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "deny"),
        new("X-XSS-Protection", "1; mode=block"),
        new("Referrer-Policy", "same-origin"),
        new("Cache-Control", "private, no-cache, no-store, must-revalidate"),
        new("Expires", "-1"),
        new("Pragma", "no-cache"),
    ];

    /// <summary>The headers of the exchange. A fault has none of them: what it sends may come from something in front of Redox.</summary>
    public static FakeResponse WithExchangeHeaders(this FakeResponse response) => response with
    {
        Headers = [.. Recorded, .. response.Headers, new("ETag", Tag(response.Body.Span)), new("Vary", "Accept-Encoding")],
        IsCompressible = true,
    };

    /// <summary>RFC 9110, 6.6.1; on the fake's clock, so that it is consistent with a <c>Retry-After</c> date.</summary>
    public static FakeResponse WithDate(this FakeResponse response, DateTimeOffset now) =>
        response with { Headers = [.. response.Headers, new("Date", now.ToString("R", CultureInfo.InvariantCulture))] };

    // The weak tag of Express: the length of the body in hexadecimal digits, and its MD5 without padding.
    [Follows(Ledger.ReplyTag)]
    private static string Tag(ReadOnlySpan<byte> body)
    {
#pragma warning disable CA5351 // Not for security: it is what Redox sends.
        var hash = MD5.HashData(body);
#pragma warning restore CA5351
        return string.Create(CultureInfo.InvariantCulture, $"W/\"{body.Length:x}-{Convert.ToBase64String(hash).TrimEnd('=')}\"");
    }
}
