using System.Globalization;
using System.Text.RegularExpressions;

namespace Redox.Client.Testing;

/// <summary>
/// Replaces values that differ from run to run: UUIDs, times of day and tokens. The same value becomes the same placeholder within one snapshot, so that
/// it still shows what belongs together. Plain dates are kept: a birth date is content.
/// </summary>
internal sealed partial class Scrubber
{
    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private int _uuids;
    private int _times;

    public string Scrub(string text) => Volatile().Replace(text, match => match switch
    {
        _ when match.Groups["token"].Success => "{token}",
        _ when match.Groups["uuid"].Success => Word(match.Value, "uuid", ref _uuids),
        _ => Word(match.Value, "time", ref _times),
    });

    private string Word(string value, string kind, ref int count) =>
        _words.TryGetValue(value, out var word) ? word : _words[value] = string.Create(CultureInfo.InvariantCulture, $"{{{kind} {++count}}}");

    [GeneratedRegex(
        """
        (?<token>\beyJ[\w-]+\.[\w-]+\.[\w-]*)
        | (?<uuid>\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b)
        | \b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Volatile();
}
