namespace Redox.Client.Receiving;

/// <summary>Whether a body claims to be what Redox sends: JSON in UTF-8, not compressed. What would have to be inflated is refused unread.</summary>
internal static class ContentCheck
{
    public static bool IsSupported(RedoxRequest request) =>
        IsJson(request.Header("Content-Type")) && request.Header("Content-Encoding") is null or "" or "identity";

    private static bool IsJson(string? contentType)
    {
        if (contentType is null)
        {
            return false;
        }

        var parts = contentType.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && IsJsonType(parts[0]) && parts.Skip(1).All(IsHarmless);
    }

    // RFC 8259 section 11 and RFC 6839 section 3.1.
    private static bool IsJsonType(string type) =>
        type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || (type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    // Any parameter but a charset other than UTF-8. RFC 8259 section 8.1 leaves no other.
    private static bool IsHarmless(string parameter) =>
        !parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)
        || parameter["charset=".Length..].Trim('"', ' ').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
