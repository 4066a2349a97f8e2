namespace Redox.ModelGenerator.Definitions;

/// <summary>Reads types, members and value sets.</summary>
internal sealed class TypeReader(NameTable names, DefinitionErrors errors)
{
    public ObjectType ReadType(string name, string folder, YamlMap body)
    {
        body.CheckKeys("a type", "doc", "members", "shorthand", "handWritten");
        var handWritten = body.Text("handWritten") == "true";
        var members = ReadMembers(name, folder, body);
        if (!handWritten && members.Count == 0)
        {
            errors.Add(
                body.Place,
                $"the type '{name}' has no members",
                "list them under 'members', or write 'handWritten: true' when its C# is written by hand");
        }

        var shorthand = body.Texts("shorthand");
        foreach (var (member, place) in shorthand)
        {
            if (!members.Any(m => m.Name == member && !m.IsList && m.Type.Kind is MemberKind.Text or MemberKind.ValueSet))
            {
                errors.Add(place, $"the shorthand '{member}' of '{name}' is not one of its text members", "name members whose type is text or a value set");
            }
        }

        return new ObjectType(name, folder, body.RequiredText("doc", $"the type '{name}'"), members, [.. shorthand.Select(s => s.Value)], handWritten);
    }

    public IReadOnlyList<Member> ReadMembers(string owner, string folder, YamlMap body)
    {
        var members = new List<Member>();
        foreach (var (name, facts) in body.Entries("members"))
        {
            facts.CheckKeys("a member", "type", "also", "doc");
            var type = facts.RequiredText("type", $"the member '{name.Value}'");
            var isList = type.StartsWith('[') && type.EndsWith(']');
            var place = facts.PlaceOf("type");
            var resolved = names.Resolve(new YamlText(isList ? type[1..^1] : type, place), folder);
            var member = new Member(name.Value, resolved, isList, facts.RequiredText("doc", $"the member '{name.Value}'")) { OrText = facts.Text("also") is not null };
            CheckAlso(member, facts);

            if (CSharpName.ProblemOfMember(owner, member.PropertyName) is { } problem)
            {
                errors.Add(name.Place, problem, "rename the type, or give the generator a rule for the member");
            }

            if (members.Any(other => other.PropertyName == member.PropertyName))
            {
                errors.Add(name.Place, $"'{owner}' has two members that become '{member.PropertyName}' in C#", "remove one");
            }

            members.Add(member);
        }

        return members;
    }

    public ValueSet ReadValueSet(string name, string folder, YamlMap body)
    {
        body.CheckKeys("a value set", "doc", "values");
        var values = new List<KnownValue>();
        foreach (var (value, place) in body.IsMap("values") ? ReadExplained(body.Map("values")!) : ReadPlain(body))
        {
            if (CSharpName.ProblemOfValue(name, value.Name) is { } problem)
            {
                errors.Add(place, $"the value '{value.Text}': {problem}", $"name its constant: '\"{value.Text}\": {{ name: ..., doc: ... }}'");
            }

            if (values.Any(other => other.Name == value.Name))
            {
                errors.Add(place, $"'{name}' has two values that become '{value.Name}' in C#", "remove one, or name its constant");
            }

            values.Add(value);
        }

        if (values.Count == 0)
        {
            errors.Add(body.Place, $"the value set '{name}' has no values", "list them: 'values: [A, B]'");
        }

        return new ValueSet(name, folder, body.RequiredText("doc", $"the value set '{name}'"), values);
    }

    private void CheckAlso(Member member, YamlMap facts)
    {
        if (member.OrText && (facts.Text("also") != "text" || !(member is { IsList: true, Type.Kind: MemberKind.Text } or { IsList: false, Type.Kind: MemberKind.Int32 or MemberKind.Decimal })))
        {
            errors.Add(facts.PlaceOf("also"), $"'{member.Name}' cannot also be '{facts.Text("also")}'", "write 'also: text' for an int32, a decimal or a list of text, and nothing for other types");
        }
    }

    private static IEnumerable<(KnownValue Value, Place Place)> ReadPlain(YamlMap body) =>
        body.Texts("values").Select(text => (new KnownValue(CSharpName.FromText(text.Value), text.Value, null), text.Place));

    private static IEnumerable<(KnownValue Value, Place Place)> ReadExplained(YamlMap values)
    {
        foreach (var text in values.Keys)
        {
            if (!values.IsMap(text.Value))
            {
                yield return (new KnownValue(CSharpName.FromText(text.Value), text.Value, values.RequiredText(text.Value, "the value set")), text.Place);
                continue;
            }

            var facts = values.Map(text.Value)!;
            facts.CheckKeys("a value", "name", "doc");
            yield return (new KnownValue(facts.Text("name") ?? CSharpName.FromText(text.Value), text.Value, facts.Text("doc")), text.Place);
        }
    }
}
