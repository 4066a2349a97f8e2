using System.Text.RegularExpressions;

namespace Redox.Client.Receiving.Verification;

/// <summary>Whether a body is declared as what Redox sends: JSON in UTF-8, not compressed. A compressed body is refused unread.</summary>
internal static partial class ContentCheck
{
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

    // The sender's text, so it is only shown if it has the form of such a name.
    private static string Shown(string name) => Name().IsMatch(name) ? $"'{name}'" : "malformed";

    // RFC 6838 section 4.2, and shorter.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}(/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63})?\\z")]
    private static partial Regex Name();
}
