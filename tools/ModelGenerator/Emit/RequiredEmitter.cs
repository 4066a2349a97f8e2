using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits the required paths of an event as one condition over its properties: each must have a value whenever its parent is present.</summary>
internal sealed class RequiredEmitter(Catalogue catalogue)
{
    internal void Emit(CodeWriter code, EventType eventType)
    {
        var root = new Node();
        foreach (var path in eventType.Required)
        {
            root.Add(path.Replace("[]", "", StringComparison.Ordinal).Split('.'));
        }

        var conditions = Conditions(root, [new Member("Meta", new MemberType(MemberKind.Object, "Meta"), IsList: false, ""), .. eventType.Members], owner: "").ToList();
        if (conditions.Count == 0)
        {
            code.Line("private protected override bool HasRequiredMembers => true;");
        }
        else
        {
            code.Line("private protected override bool HasRequiredMembers =>");
            code.Line($"    {string.Join("\n        && ", conditions)};");
        }

        code.Blank();
    }

    // The owner is the variable that holds the object; empty for the message itself.
    private IEnumerable<string> Conditions(Node node, IReadOnlyList<Member> members, string owner)
    {
        foreach (var (name, below) in node.Children)
        {
            var member = members.First(candidate => candidate.Name == name);
            var property = owner.Length == 0 ? member.PropertyName : $"{owner}.{member.PropertyName}";
            var one = member.IsList ? CSharp.Singular(member.PropertyName) : member.PropertyName;
            var inner = owner.Length == 0 ? CSharp.Identifier(CSharp.CamelCase(one)) : owner + one;
            var conditions = below.Children.Count == 0 ? [] : Conditions(below, catalogue.Types[member.Type.Reference!].Members, inner).ToList();
            foreach (var condition in member.IsList ? List(property, inner, below, conditions) : Single(member, property, inner, below, conditions))
            {
                yield return condition;
            }
        }
    }

    private static IEnumerable<string> List(string property, string inner, Node node, List<string> conditions)
    {
        if (node.IsRequired)
        {
            yield return $"{property}.Count > 0";
        }

        if (conditions.Count > 0)
        {
            yield return $"Each({property}, static {inner} => {string.Join(" && ", conditions)})";
        }
    }

    private static IEnumerable<string> Single(Member member, string property, string inner, Node node, List<string> conditions)
    {
        if (conditions.Count == 0)
        {
            yield return property + member.Type.Kind switch
            {
                MemberKind.Text => " is { Length: > 0 }",
                MemberKind.ValueSet => " is { Value.Length: > 0 }",
                _ => " is not null",
            };
        }
        else if (node.IsRequired)
        {
            yield return $"{property} is {{ }} {inner}";
            foreach (var condition in conditions)
            {
                yield return condition;
            }
        }
        else
        {
            yield return $"({property} is not {{ }} {inner} || ({string.Join(" && ", conditions)}))";
        }
    }

    private sealed class Node
    {
        internal Dictionary<string, Node> Children { get; } = [];

        internal bool IsRequired { get; private set; }

        internal void Add(ReadOnlySpan<string> path)
        {
            if (path.IsEmpty)
            {
                IsRequired = true;
                return;
            }

            if (!Children.TryGetValue(path[0], out var child))
            {
                Children.Add(path[0], child = new Node());
            }

            child.Add(path[1..]);
        }
    }
}
