using Redox.Client.Tests.Conventions;

namespace Redox.Client.Tests.Docs;

/// <summary>What the pages under docs/ show is code that compiles: each block stands in one of the classes beside this one.</summary>
public sealed class DocsTests
{
    private static readonly string[] Code =
        [.. RepositoryFiles.EndingIn("Page.cs").Concat(RepositoryFiles.EndingIn("PageTests.cs")).Where(path => path.StartsWith("tests/Redox.Client.Tests/Docs/", StringComparison.Ordinal)).Select(path => WithoutIndents(RepositoryFiles.Read(path)))];

    private static readonly string[] PageNames = [.. RepositoryFiles.EndingIn(".md").Where(path => path.StartsWith("docs/", StringComparison.Ordinal))];

    public static TheoryData<string> Pages => [.. PageNames];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_compiles(string page) =>
        Assert.All(Blocks(RepositoryFiles.Read(page)), block => Assert.True(Array.Exists(Code, code => code.Contains(block, StringComparison.Ordinal)), $"Nowhere compiled:\n{block}"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_links_of_a_page_lead_to_files(string page) => Assert.All(
        Markdown.Links(RepositoryFiles.Read(page)).Select(target => target.Split('#')[0]), // The file, without the place in it.
        target => Assert.True(RepositoryFiles.Exists($"docs/{target}"), $"There is no {target}."));

    [Fact]
    public void There_is_code_to_look_for() => Assert.InRange(PageNames.Sum(page => Blocks(RepositoryFiles.Read(page)).Count()), 30, 100);

    private static IEnumerable<string> Blocks(string page) => Markdown.Blocks(page, "csharp").Select(WithoutIndents);

    private static string WithoutIndents(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
