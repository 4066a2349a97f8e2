using Redox.Client.Tests.Serialization.Full;
using Shared.Json;

namespace Redox.Client.Tests.Messages.Validation;

/// <summary>What each event requires, by the definitions under <c>models/</c>: taken out of a full message one by one, and reported.</summary>
public sealed class RequiredMembersTests
{
    public static TheoryData<string> Events => [.. Definitions.EventNames];

    [Theory]
    [MemberData(nameof(Events))]
    public void A_full_message_is_valid(string name) => Assert.Empty(RedoxJson.Validate(FullJson.Message(name)));

    [Theory]
    [MemberData(nameof(Events))]
    public void The_package_and_the_definitions_require_the_same(string name) =>
        Assert.Equal(Definitions.Find(name).Event.Required, RedoxJson.Definitions.Single(definition => $"{definition}" == name).Required);

    [Theory]
    [MemberData(nameof(Events))]
    public void A_required_member_that_is_missing_is_the_one_problem(string name) =>
        EachRequired(name, (tree, parent, member, path) => Assert.Equal([$"{path}: required for {name}"], Without(tree, parent, member)));

    [Theory]
    [MemberData(nameof(Events))]
    public void A_required_member_that_is_null_or_empty_is_missing(string name) =>
        EachRequired(name, (tree, parent, member, path) =>
        {
            Assert.Equal([$"{path}: required for {name}"], With(tree, parent, member, "null"));
            if (member.Value.Kind == "string")
            {
                Assert.Equal([$"{path}: required for {name}"], With(tree, parent, member, "\"\""));
            }

            // A query without a match is answered with an empty list.
            if (member.Value.Kind == "array")
            {
                Assert.Equal(IsAnswer(name) ? [] : [$"{path}: required for {name}"], With(tree, parent, member, "[]"));
            }
        });

    [Theory]
    [MemberData(nameof(Events))]
    public void A_builder_misses_what_the_JSON_misses(string name)
    {
        Assert.Empty(ProblemsOfBuilder((JsonTreeObject)JsonTree.Parse(FullJson.Message(name))));
        EachRequired(name, (tree, parent, member, path) =>
        {
            string[] missing = [$"{path}: required for {name}"];
            Assert.Equal(missing, Without(tree, parent, member, ProblemsOfBuilder));
            Assert.Equal(missing, With(tree, parent, member, "null", ProblemsOfBuilder));
            if (member.Value.Kind == "string")
            {
                Assert.Equal(missing, With(tree, parent, member, "\"\"", ProblemsOfBuilder));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void An_empty_message_misses_everything_at_the_top_at_once(string name)
    {
        var (model, type) = Definitions.Find(name);
        var expected = type.Required.Where(path => !path.Contains('.', StringComparison.Ordinal)).Select(path => $"{path}: required for {name}");

        var problems = RedoxJson.Validate($$$"""{"Meta":{"DataModel":"{{{model.Name}}}","EventType":"{{{type.Name}}}"}}""");

        Assert.Equal(expected.Order(), problems.Select(problem => $"{problem}").Order());
    }

    private static void EachRequired(string name, Action<JsonTreeObject, JsonTreeObject, JsonTreeMember, string> check)
    {
        var tree = (JsonTreeObject)JsonTree.Parse(FullJson.Message(name));
        foreach (var path in Definitions.Find(name).Event.Required)
        {
            // The second item of each list, so that indexes count.
            var steps = path.Split('.');
            var parent = steps[..^1].Aggregate(tree, (at, step) => (JsonTreeObject)(step.EndsWith("[]", StringComparison.Ordinal)
                ? ((JsonTreeArray)at[step[..^2]]!).Items[1]
                : at[step]!));
            check(tree, parent, parent.Members.Single(member => member.Name == steps[^1]), path.Replace("[]", "[1]", StringComparison.Ordinal));
        }
    }

    private static List<string> Without(JsonTreeObject tree, JsonTreeObject parent, JsonTreeMember member, Func<JsonTree, List<string>>? check = null)
    {
        var index = parent.Members.IndexOf(member);
        parent.Members.RemoveAt(index);
        var problems = (check ?? Problems)(tree);
        parent.Members.Insert(index, member);
        return problems;
    }

    private static List<string> With(JsonTreeObject tree, JsonTreeObject parent, JsonTreeMember member, string value, Func<JsonTree, List<string>>? check = null)
    {
        var index = parent.Members.IndexOf(member);
        parent.Members[index] = member with { Value = JsonTree.Parse(value) };
        var problems = (check ?? Problems)(tree);
        parent.Members[index] = member;
        return problems;
    }

    private static List<string> Problems(JsonTree tree) => [.. RedoxJson.Validate(tree.ToUtf8()).Select(problem => $"{problem}")];

    private static List<string> ProblemsOfBuilder(JsonTree tree)
    {
        try
        {
            BuilderFill.Rebuild((RedoxObject)RedoxJson.Parse(tree.ToUtf8()));
            return [];
        }
        catch (RedoxValidationException exception)
        {
            return [.. exception.Problems.Select(problem => $"{problem}")];
        }
    }

    private static bool IsAnswer(string name) => Definitions.Find(name).Event.Kind == ModelGenerator.Definitions.EventKind.QueryResponse;
}
