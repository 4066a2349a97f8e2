using System.Globalization;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>The headers that responses have in common.</summary>
internal static class CommonHeaders
{
    [Follows(Ledger.ReplyHeaders)]
    private static readonly KeyValuePair<string, string>[] Messages =
    [
        new("Cache-Control", "private, no-cache, no-store, must-revalidate"),
        new("Expires", "-1"),
        new("Pragma", "no-cache"),
        new("Strict-Transport-Security", "max-age=300; includeSubdomains;"),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "deny"),
        new("Referrer-Policy", "same-origin"),
        new("X-XSS-Protection", "1; mode=block"),
    ];

    public static FakeResponse WithMessageHeaders(this FakeResponse response) => response with { Headers = [.. response.Headers, .. Messages] };

    /// <summary>RFC 9110, 6.6.1; on the fake's clock, so that it is consistent with a <c>Retry-After</c> date.</summary>
    public static FakeResponse WithDate(this FakeResponse response, DateTimeOffset now) =>
        response with { Headers = [.. response.Headers, new("Date", now.ToString("R", CultureInfo.InvariantCulture))] };
}
