using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Docs;

/// <summary>
/// The code on the pages under docs/ and in the packages' READMEs compiles as pasted: each block is in one of the classes beside this one, in a namespace that
/// finds nothing of Redox.Client by itself, and a page shows the usings of its classes.
/// </summary>
public sealed partial class DocsTests
{
    private static readonly string[] Code =
        [.. RepositoryFiles.EndingIn("Page.cs").Concat(RepositoryFiles.EndingIn("PageTests.cs")).Where(path => path.StartsWith("tests/Repository.Tests/Docs/", StringComparison.Ordinal)).Select(path => WithoutIndents(RepositoryFiles.Read(path)))];

    private static readonly string[] PackagePages = [.. RepositoryFiles.EndingIn("README.md").Where(path => path.StartsWith("src/", StringComparison.Ordinal))];

    private static readonly string[] GuidePages = [.. RepositoryFiles.EndingIn(".md").Where(path => path.StartsWith("docs/", StringComparison.Ordinal))];

    private static readonly string[] AllPages = [.. GuidePages, .. PackagePages];

    public static TheoryData<string> Pages => [.. AllPages];

    public static TheoryData<string> Guides => [.. GuidePages];

    public static TheoryData<string> PackageReadmes => [.. PackagePages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_of_a_page_compiles(string page) => Assert.All(Bodies(page), body => Assert.True(Array.Exists(Code, code => code.Contains(body, StringComparison.Ordinal)), $"Not compiled anywhere:\n{body}"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_shows_the_usings_of_its_code(string page)
    {
        var needed = Bodies(page).Select(body => Array.Find(Code, code => code.Contains(body, StringComparison.Ordinal)) ?? "").SelectMany(Usings);

        Assert.Equal(needed.Distinct().Order(StringComparer.Ordinal), Blocks(page).SelectMany(Usings).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Links_of_a_guide_lead_to_files(string guide) => Assert.All(
        Markdown.Links(RepositoryFiles.Read(guide)).Select(target => target.Split('#')[0]), // The file, without the place in it.
        target => Assert.True(RepositoryFiles.Exists($"{guide[..guide.LastIndexOf('/')]}/{target}"), $"{target} does not exist."));

    /// <summary>A package gallery shows the README alone: nothing beside it can be reached from there. The guides are in a package, and it says where.</summary>
    [Theory]
    [MemberData(nameof(PackageReadmes))]
    public void Package_readme_stands_alone(string readme)
    {
        Assert.Empty(Markdown.Links(RepositoryFiles.Read(readme)));
        Assert.Contains(".NET 10", RepositoryFiles.Read(readme), StringComparison.Ordinal);
        var guides = Guide().Matches(RepositoryFiles.Read(readme)).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(guides);
        Assert.All(guides, guide => Assert.Contains(guide, GuidePages));
    }

    [Fact]
    public void Pages_have_code() => Assert.InRange(AllPages.Sum(page => Blocks(page).Count()), 30, 100);

    private static IEnumerable<string> Blocks(string page) => Markdown.Blocks(RepositoryFiles.Read(page), "csharp").Select(WithoutIndents);

    private static IEnumerable<string> Bodies(string page) => Blocks(page).Select(block => Using().Replace(block, ""));

    private static IEnumerable<string> Usings(string code) => Using().Matches(code).Select(match => match.Groups[1].Value);

    private static string WithoutIndents(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^using ([\w.]+);\n?", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("`(docs/[^`]+)`")]
    private static partial Regex Guide();
}
