using System.Text.RegularExpressions;
using Redox.Client.Testing;
using Shared;

namespace Repository.Tests.Docs;

/// <summary>What docs/testing.md and docs/testing-faults.md list of the fake's types.</summary>
public sealed partial class TestingPageTests
{
    [Fact]
    public void Every_kind_of_problem_is_in_the_table()
    {
        var table = RepositoryFiles.Read("docs/testing.md").Split("| about | kinds |")[1].Split("\n\n")[0];

        Assert.Equal(Enum.GetNames<RequestProblemKind>().Order(StringComparer.Ordinal), Name().Matches(table).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fault_that_takes_something_is_called_a_method()
    {
        var list = RepositoryFiles.Read("docs/testing-faults.md").Split("Most faults are properties. Methods, because they take something:")[1].Split("An element")[0];

        var methods = typeof(Fault).GetMethods().Where(method => method is { IsStatic: true, IsSpecialName: false }).Select(method => method.Name).Distinct();
        Assert.Equal(methods.Append(nameof(FaultError)).Order(StringComparer.Ordinal), Name().Matches(list).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Name();
}
