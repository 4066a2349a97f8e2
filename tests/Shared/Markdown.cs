using System.Text.RegularExpressions;

namespace Shared;

/// <summary>What tests look for in a page: its blocks of code and its links.</summary>
internal static partial class Markdown
{
    internal static IEnumerable<string> Blocks(string page, string language) =>
        Block().Matches(page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value);

    /// <summary>Where the links lead that do not leave the repository.</summary>
    internal static IEnumerable<string> Links(string page) =>
        Link().Matches(page).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith("https://", StringComparison.Ordinal));

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
