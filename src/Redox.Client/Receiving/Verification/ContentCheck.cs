namespace Redox.Client.Receiving.Verification;

/// <summary>Whether a body is declared as what Redox sends: JSON in UTF-8, not compressed. A compressed body is refused unread.</summary>
internal static class ContentCheck
{
    private static readonly HashSet<string> KnownNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/fhir+xml", "application/hl7-v2", "application/hl7-v2+xml", "application/octet-stream", "application/pdf", "application/x-ndjson",
        "application/x-www-form-urlencoded", "application/xml", "multipart/form-data", "text/csv", "text/html", "text/json", "text/plain", "text/xml",
        "ascii", "iso-8859-1", "iso-8859-15", "latin1", "us-ascii", "utf-16", "utf-16be", "utf-16le", "utf-32", "utf8", "windows-1252",
        "br", "compress", "deflate", "gzip", "x-gzip", "zstd",
    };

    /// <summary>The fault in words, for a log; <see langword="null"/> for a valid declaration.</summary>
    public static string? ProblemOf(RedoxDestinationRequest request)
    {
        var parts = request.Header("Content-Type")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return parts.Length == 0 ? "it has no Content-Type"
            : !IsJsonType(parts[0]) ? $"its Content-Type is {Shown(parts[0])}"
            : Array.Find(parts, IsOtherCharset) is { } charset ? $"its charset is {Shown(ValueOf(charset))}"
            : request.Header("Content-Encoding") is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase) ? $"its Content-Encoding is {Shown(encoding)}"
            : null;
    }

    // RFC 8259 section 11 and RFC 6839 section 3.1.
    private static bool IsJsonType(string type) =>
        type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || (type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    // RFC 8259 section 8.1 allows only UTF-8. Spaces around the equals sign are against the rules, but some senders write them.
    private static bool IsOtherCharset(string parameter) =>
        parameter.Split('=')[0].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase) && !ValueOf(parameter).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static string ValueOf(string parameter) => parameter.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? parameter[(at + 1)..].Trim('"', ' ', '\t') : "";

    // The sender's text: any other name may say anything.
    private static string Shown(string name) => KnownNames.TryGetValue(name, out var known) ? $"'{known}'" : "none that is known here";
}
