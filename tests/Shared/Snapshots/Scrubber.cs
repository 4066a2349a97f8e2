using System.Text.RegularExpressions;

namespace VerifyTests;

/// <summary>Replaces what differs from run to run by numbered placeholders; equal values get equal numbers.</summary>
internal sealed partial record Scrubber
{
    internal bool Guids { get; init; }

    internal bool Times { get; init; }

    internal static Scrubber OfJson() => new() { Guids = true, Times = true };

    internal string Scrub(string text)
    {
        text = Guids ? Numbered(text, Guid(), "Guid") : text;
        return Times ? Numbered(text, QuotedTime(), "DateTime") : text;
    }

    private static string Numbered(string text, Regex pattern, string name)
    {
        var seen = new List<string>();
        return pattern.Replace(text, match =>
        {
            var value = match.Value.ToUpperInvariant();
            if (!seen.Contains(value))
            {
                seen.Add(value);
            }

            return $"{name}_{seen.IndexOf(value) + 1}";
        });
    }

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")]
    private static partial Regex Guid();

    // A whole JSON string: a date alone is data, an instant is the time of the run.
    [GeneratedRegex(@"(?<="")\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?(?="")")]
    private static partial Regex QuotedTime();
}
