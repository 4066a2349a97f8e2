using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Redox.Client;
using Redox.Client.Receiving;
using Shared;

namespace Repository.Tests.Docs;

/// <summary>The settings that the guides name, against the options that the binders read (<c>SettingFormTests</c> sees that they read every one).</summary>
public sealed partial class SettingTableTests
{
    private static readonly string[] Pages = [.. RepositoryFiles.EndingIn(".md").Where(file => file == "README.md" || file.StartsWith("docs/", StringComparison.Ordinal) || file.StartsWith("src/", StringComparison.Ordinal))];

    private static readonly (string Name, string Default)[] All =
    [
        .. Settings("", new RedoxClientOptions()),
        .. Settings("", new RedoxDestinationOptions()),
        .. Settings("Duplicates:", new RedoxDeduplicationOptions()),
        .. Settings("Inbox:", new RedoxInboxOptions()),
    ];

    // Text in code marks that has the form of a setting, by its first part.
    private static readonly string[] Sections = ["Redox", .. All.Where(setting => setting.Name.Contains(':')).Select(setting => setting.Name.Split(':')[0]).Distinct()];

    [Fact]
    public void Every_setting_is_in_a_table_with_its_default() => Assert.Equal(
        All.Select(setting => $"{setting.Name} = {setting.Default}").Order(StringComparer.Ordinal),
        Rows().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_setting_that_a_guide_names_exists() => Offenders.None(
        from page in Pages
        from Match name in Name().Matches(RepositoryFiles.Read(page))
        let path = name.Groups[1].Value
        where Sections.Contains(path.Split(':')[0]) && !IsSetting(path)
        select $"{page}: {path}");

    [Fact]
    public void Every_setting_in_the_JSON_of_a_guide_exists()
    {
        var named = (from page in Pages
                     from Match block in Json().Matches(RepositoryFiles.Read(page))
                     let json = block.Groups[1].Value.TrimStart()
                     where json.StartsWith("\"Credentials\"", StringComparison.Ordinal) || json.Contains("\"Redox\"", StringComparison.Ordinal)
                     from path in Paths(json)
                     select (page, path)).ToList();

        Assert.InRange(named.Count, 10, 100);
        Offenders.None(named.Where(setting => !IsSetting(setting.path)).Select(setting => $"{setting.page}: {setting.path}"));
    }

    [Theory]
    [InlineData("Redox:Destinations:General Hospital", true)]
    [InlineData("Redox:RateLimit", true)]
    [InlineData("Redox:Destination:Inbox:MaxDeaths", true)]
    [InlineData("RateLimit:Requests", false)]
    [InlineData("Redox:Destination:RateLimit", false)]
    public void Setting_is_recognised(string path, bool exists) => Assert.Equal(exists, IsSetting(path));

    private static bool IsSetting(string path)
    {
        var ofDestination = path is "Redox:Destination" || path.StartsWith("Redox:Destination:", StringComparison.Ordinal);
        var name = Prefix().Replace(path, "");
        return name.Length == 0 || name.StartsWith("Destinations:", StringComparison.Ordinal)
            || (ofDestination ? Settings("", new RedoxDestinationOptions()).Concat(All.Where(setting => setting.Name.StartsWith("Inbox:", StringComparison.Ordinal) || setting.Name.StartsWith("Duplicates:", StringComparison.Ordinal))) : All)
                .Any(setting => setting.Name == name || setting.Name.StartsWith($"{name}:", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Default)> Settings(string prefix, object options) =>
        from property in options.GetType().GetProperties()
        from setting in property.PropertyType is { IsClass: true } type && type.Assembly == typeof(RedoxClientOptions).Assembly && type != typeof(Redox.Client.Receiving.InboxKey)
            ? Settings($"{prefix}{property.Name}:", property.GetValue(options) ?? Activator.CreateInstance(type)!)
            : [($"{prefix}{property.Name}", Shown(property, options))]
        select setting;

    private static string Shown(PropertyInfo property, object options) => property.GetValue(options) switch
    {
        null or ICollection { Count: 0 } => "none",
        bool isOn => isOn ? "true" : "false",
        TimeSpan time => $"{time}",
        Uri address => address.OriginalString,
        var number => string.Create(CultureInfo.InvariantCulture, $"{number:N0}"),
    };

    private static IEnumerable<string> Rows() =>
        from page in Pages
        from table in RepositoryFiles.Read(page).Split("| setting | default | meaning |").Skip(1)
        from Match row in Row().Matches(table.Split("\n\n")[0])
        let cell = row.Groups[2].Value.Trim('`')
        select $"{row.Groups[1].Value} = {(cell.StartsWith("none", StringComparison.Ordinal) || cell.StartsWith("required", StringComparison.Ordinal) ? "none" : cell)}";

    private static List<string> Paths(string json)
    {
        using var document = JsonDocument.Parse(json.StartsWith('{') ? json : $"{{{json}}}", new() { CommentHandling = JsonCommentHandling.Skip });
        return [.. Paths("", document.RootElement)]; // A list, because the document ends here.
    }

    private static IEnumerable<string> Paths(string prefix, JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Paths($"{prefix}{(prefix.Length == 0 ? "" : ":")}{member.Name}", member.Value))
        : [prefix];

    [GeneratedRegex(@"^\| `([\w:]+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+(?::[\w ]+)+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^ *```jsonc?\n(.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex("^Redox(:Destination(?=:|$))?:?")]
    private static partial Regex Prefix();
}
