using System.Text.RegularExpressions;
using Redox.Client.Tests.Conventions;

namespace Redox.Client.Tests.Docs;

/// <summary>What the pages under docs/ show is code that compiles: each block stands in one of the classes beside this one.</summary>
public sealed partial class DocsTests
{
    private static readonly string[] Code =
        [.. RepositoryFiles.EndingIn("Page.cs").Where(path => path.StartsWith("tests/Redox.Client.Tests/Docs/", StringComparison.Ordinal)).Select(path => WithoutIndents(RepositoryFiles.Read(path)))];

    private static readonly string[] PageNames = [.. RepositoryFiles.EndingIn(".md").Where(path => path.StartsWith("docs/", StringComparison.Ordinal))];

    public static TheoryData<string> Pages => [.. PageNames];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_compiles(string page) =>
        Assert.All(Blocks(RepositoryFiles.Read(page)), block => Assert.True(Array.Exists(Code, code => code.Contains(block, StringComparison.Ordinal)), $"Nowhere compiled:\n{block}"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_links_of_a_page_lead_to_files(string page) => Assert.All(
        Link().Matches(RepositoryFiles.Read(page)).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith("https://", StringComparison.Ordinal)),
        target => Assert.True(File.Exists(Path.Combine(RepositoryFiles.Root, "docs", target)), $"There is no {target}."));

    [Fact]
    public void There_is_code_to_look_for() => Assert.InRange(PageNames.Sum(page => Blocks(RepositoryFiles.Read(page)).Count()), 30, 100);

    private static IEnumerable<string> Blocks(string page) => Block().Matches(page).Select(match => WithoutIndents(match.Groups[1].Value));

    private static string WithoutIndents(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    // Without the part after the #.
    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
