using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Listed;

/// <summary>Compares the definitions with Redox's own list.</summary>
public sealed class Comparison
{
    private static readonly string[] RequiredOfEveryMessage = ["Meta.DataModel", "Meta.EventType"];

    private readonly List<Difference> _differences = [];
    private readonly Catalogue _catalogue;

    private Comparison(Catalogue catalogue) => _catalogue = catalogue;

    /// <summary>All differences, in the order of the list.</summary>
    public static IReadOnlyList<Difference> Between(IReadOnlyList<ListedEvent> list, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(catalogue);
        var comparison = new Comparison(catalogue);
        var defined = catalogue.Models.SelectMany(model => model.Events, (model, type) => (Name: $"{model.Name}.{type.Name}", type)).ToDictionary(entry => entry.Name, entry => entry.type);
        foreach (var listed in list)
        {
            if (defined.Remove(listed.Name, out var type))
            {
                comparison.Event(listed, type);
            }
            else
            {
                comparison._differences.Add(new Difference(DifferenceKind.Event, listed.Name, "", "listed", "not defined"));
            }
        }

        return [.. comparison._differences, .. defined.Keys.Select(name => new Difference(DifferenceKind.Event, name, "", "not listed", "defined"))];
    }

    private void Event(ListedEvent listed, EventType type)
    {
        var required = type.Required.Concat(RequiredOfEveryMessage).ToHashSet();
        Members(listed.Name, "", listed.Members, [new Member("Meta", new MemberType(MemberKind.Object, "Meta"), IsList: false, ""), .. type.Members], required);
        foreach (var path in required)
        {
            _differences.Add(new Difference(DifferenceKind.RequiredValue, listed.Name, path, "not listed", "required"));
        }
    }

    // Takes out of the required paths those that the list has.
    private void Members(string name, string above, IReadOnlyList<ListedMember> listed, IReadOnlyList<Member> defined, HashSet<string> required)
    {
        foreach (var member in listed)
        {
            var path = above + member.Name;
            if (defined.FirstOrDefault(other => other.Name == member.Name) is not { } definition)
            {
                _differences.Add(new Difference(DifferenceKind.Member, name, path, member.Type, "not defined"));
                continue;
            }

            if (!Agree(member, definition))
            {
                _differences.Add(new Difference(DifferenceKind.Type, name, path, Printed(member), Printed(definition)));
            }

            if (required.Remove(path) != member.IsRequired)
            {
                var kind = member.IsRequired ? DifferenceKind.RequiredByList
                    : definition.Type.Kind == MemberKind.Object ? DifferenceKind.RequiredContainer : DifferenceKind.RequiredValue;
                _differences.Add(new Difference(kind, name, path, member.IsRequired ? "required" : "optional", member.IsRequired ? "optional" : "required"));
            }

            Members(name, path + (definition.IsList ? "[]." : "."), member.Members, MembersOf(definition), required);
        }
    }

    private IReadOnlyList<Member> MembersOf(Member member) =>
        member.Type.Kind == MemberKind.Object ? _catalogue.Types[member.Type.Reference!].Members : [];

    // A member with members below it is an object, whatever is printed beside it: most often "String" or "undefined".
    private static bool Agree(ListedMember listed, Member defined)
    {
        if (listed.IsList != defined.IsList)
        {
            return false;
        }

        return (listed.Members.Count > 0 ? "object" : listed.ItemType) switch
        {
            "object" => defined.Type.Kind == MemberKind.Object,
            "boolean" => defined.Type.Kind == MemberKind.Boolean,
            "number" or "numeric" or "integer" => defined.Type.Kind is MemberKind.Int32 or MemberKind.Int64 or MemberKind.Decimal or MemberKind.Epoch,
            "date" or "datetime" or "iso format" => defined.Type.Kind is MemberKind.Date or MemberKind.DateTime,
            "string" or "string (base64)" or "time" => defined.Type.Kind is MemberKind.Text or MemberKind.ValueSet or MemberKind.Date or MemberKind.DateTime,
            "" or "undefined" => true, // Says nothing.
            _ => false,
        };
    }

    private static string Printed(ListedMember member) => member.Type.Length > 0 ? member.Type : member.IsList ? "a list" : "one";

    private static string Printed(Member member)
    {
        var type = member.Type.Kind is MemberKind.Object ? "object" : member.Type.Kind is MemberKind.ValueSet ? "text" : char.ToLowerInvariant($"{member.Type.Kind}"[0]) + $"{member.Type.Kind}"[1..];
        return member.IsList ? $"[{type}]" : type;
    }
}
