using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Redox.Client.Receiving;
using Redox.Client.Tests.Conventions;

namespace Redox.Client.Tests.Receiving;

/// <summary>The tables of settings in docs/receiving.md.</summary>
public sealed partial class SettingTableTests
{
    [Fact]
    public void Every_setting_is_in_the_table_with_its_default() => Assert.Equal(
        Settings("", new RedoxDestinationOptions()).Concat(Settings("Duplicates:", new RedoxDeduplicationOptions())).Concat(Settings("Inbox:", new RedoxInboxOptions())).Order(StringComparer.Ordinal),
        Rows().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Settings(string prefix, object options) =>
        from property in options.GetType().GetProperties()
        select $"{prefix}{property.Name} = {Shown(property, options)}";

    private static string Shown(PropertyInfo property, object options) => property.GetValue(options) switch
    {
        null => "none",
        IList => "a list",
        bool isOn => isOn ? "true" : "false",
        TimeSpan time => $"{time}",
        var number => string.Create(CultureInfo.InvariantCulture, $"{number:N0}"),
    };

    private static IEnumerable<string> Rows() =>
        from table in RepositoryFiles.Read("docs/receiving.md").Split("| setting | default | meaning |").Skip(1)
        from Match row in Row().Matches(table.Split("\n\n")[0])
        let name = row.Groups[1].Value
        select $"{name} = {(name is "VerificationTokens" or "SsoSecrets" ? "a list" : row.Groups[2].Value.Trim('`').Split(':')[0] == "none" ? "none" : row.Groups[2].Value.Trim('`'))}";

    [GeneratedRegex(@"^\| `([\w:]+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
