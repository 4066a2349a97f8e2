using System.Text.Json.Nodes;
using Redox.ModelGenerator.Listed;
using Shared.Json;

namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>Messages made from Redox's list alone: its members, in the forms that it prints. The definitions count only where the page of conflicts says so.</summary>
internal sealed class ListedMessage
{
    // Good as a text, as a date, and as a date with or without a time.
    private const string Text = "2023-10-04";

    private static readonly Dictionary<string, ListedEvent> Events =
        ModelList.Read(Path.Combine(ModelGenerator.Repository.Root(), "models", ModelList.FileName)).ToDictionary(listed => listed.Name);

    private static readonly Dictionary<(string Event, string Path), string> Conflicts = Comparison.Between([.. Events.Values], Definitions.Catalogue)
        .Where(difference => difference.Kind == DifferenceKind.Type)
        .ToDictionary(difference => (difference.Event, difference.Path), difference => difference.Defined);

    private readonly ListedEvent _listed;
    private readonly Func<string, ListedMember, bool> _isWanted;

    private ListedMessage(ListedEvent listed, Func<string, ListedMember, bool> isWanted) => (_listed, _isWanted) = (listed, isWanted);

    public static IEnumerable<string> Names => Events.Keys;

    /// <summary>All members.</summary>
    public static JsonObject Full(string name) => new ListedMessage(Events[name], (_, _) => true).Message();

    /// <summary>The members that the list requires, and those around them.</summary>
    public static JsonObject RequiredByList(string name) => new ListedMessage(Events[name], (_, member) => IsRequired(member)).Message();

    /// <summary>The members that the definition requires, and those around them.</summary>
    public static JsonObject RequiredByDefinition(string name)
    {
        var required = Definitions.Find(name).Event.Required.Concat(["Meta.DataModel", "Meta.EventType"]).ToList();
        return new ListedMessage(Events[name], (path, _) => required.Exists(other => other == path || other.StartsWith(path + ".", StringComparison.Ordinal)
            || other.StartsWith(path + "[].", StringComparison.Ordinal))).Message();
    }

    private static bool IsRequired(ListedMember member) => member.IsRequired || member.Members.Any(IsRequired);

    private JsonObject Message()
    {
        var message = Members(_listed.Members, "");
        message["Meta"]!["DataModel"] = _listed.DataModel;
        message["Meta"]!["EventType"] = _listed.EventType;
        message["Meta"]!["Destinations"] = new JsonArray(new JsonObject { ["ID"] = "22222222-2222-4222-8222-222222222222", ["Name"] = "General" });
        return message;
    }

    private JsonObject Members(IReadOnlyList<ListedMember> members, string above) =>
        new(members.Where(member => _isWanted(above + member.Name, member)).Select(member => KeyValuePair.Create(member.Name, Value(member, above + member.Name))));

    private JsonNode? Value(ListedMember member, string path)
    {
        var form = Conflicts.GetValueOrDefault((_listed.Name, path));
        var isList = form is null ? member.IsList : form.StartsWith('[');
        return isList ? new JsonArray(Item(member, path + "[].", form), Item(member, path + "[].", form)) : Item(member, path + ".", form);
    }

    private JsonNode Item(ListedMember member, string above, string? form) =>
        member.Members.Count > 0 ? Members(member.Members, above)
        : form is not null ? Text
        : member.ItemType switch
        {
            "boolean" => true,
            "number" or "numeric" or "integer" => 1_696_420_800,
            "datetime" or "iso format" => "2023-10-04T12:00:00.000Z",
            "object" => new JsonObject(),
            _ => Text,
        };
}
