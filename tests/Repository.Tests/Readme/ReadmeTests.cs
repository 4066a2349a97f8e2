using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Readme;

public partial class ReadmeTests
{
    private static readonly string Readme = RepositoryFiles.Read("README.md");

    [Fact]
    public void Readme_code_is_compiled_and_tested()
    {
        var files = new[] { "Docs/GettingStartedPageTests.cs", "Readme/ReadmeSnippets.cs" };
        var snippets = files.SelectMany(file => Region().Matches(RepositoryFiles.Read($"tests/Repository.Tests/{file}")))
            .GroupBy(match => match.Groups["name"].Value, match => match.Groups["code"].Value)
            .Select(parts => string.Concat(parts.Select(Unindented)));

        Assert.Equal(snippets.Order(StringComparer.Ordinal), Blocks("csharp").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_commands_are_all_that_a_fresh_machine_needs() =>
        Assert.Equal("dotnet run --project samples/Quickstart\ndotnet test\n", Assert.Single(Blocks("sh")));

    [Fact]
    public void Merge_check_runs_the_readme_commands_in_another_culture() => Assert.All(
        ["grep -m 1 \"^$1\" README.md", "LC_ALL=tr_TR.UTF-8 TZ=Australia/Lord_Howe ", "as_in_readme 'dotnet run'", "as_in_readme 'dotnet test'"],
        part => Assert.Contains(part, RepositoryFiles.Read(".ci/run"), StringComparison.Ordinal));

    [Fact]
    public void Every_link_into_the_repository_leads_to_a_file()
    {
        var broken = Markdown.Links(Readme).Where(target => !RepositoryFiles.Exists(target));

        Assert.Empty(broken);
    }

    private static IEnumerable<string> Blocks(string language) => Markdown.Blocks(Readme, language);

    private static string Unindented(string code)
    {
        var lines = code.Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    [GeneratedRegex(@"^ *#region (?<name>\w+)\n(?<code>.*?)^ *#endregion$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
