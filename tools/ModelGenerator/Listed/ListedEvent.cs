namespace Redox.ModelGenerator.Listed;

/// <summary>One kind of message in Redox's own list.</summary>
/// <param name="DataModel">The data model, e.g. <c>Scheduling</c>.</param>
/// <param name="EventType">The event type, e.g. <c>New</c>.</param>
/// <param name="Members">The members at the top of the message.</param>
public sealed record ListedEvent(string DataModel, string EventType, IReadOnlyList<ListedMember> Members)
{
    /// <summary>Data model and event type.</summary>
    public string Name => $"{DataModel}.{EventType}";
}

/// <summary>One member in Redox's own list.</summary>
/// <param name="Name">The wire name.</param>
public sealed record ListedMember(string Name)
{
    private readonly List<ListedMember> _members = [];

    /// <summary>The type as printed; empty when nothing is printed, or the member occurs only in the paths of others.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Whether the list's paths go through it as a list, or its type is printed as an array.</summary>
    public bool IsList { get; private set; }

    /// <summary>How many lines it has of its own: a few are there twice.</summary>
    public int Lines { get; private set; }

    /// <summary>Whether it is marked as required.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>The members below it.</summary>
    public IReadOnlyList<ListedMember> Members => _members;

    /// <summary>The type of one item, in lower case and in the singular: <c>string</c> for an <c>Array of Strings</c>.</summary>
    public string ItemType => Type.ToLowerInvariant() switch
    {
        "array" => "",
        var type when type.StartsWith(Array, StringComparison.Ordinal) => type[Array.Length..].TrimEnd('s'),
        var type => type,
    };

    private const string Array = "array of ";

    internal static void Add(List<ListedMember> members, ReadOnlySpan<string> path, string type, bool isRequired)
    {
        var isList = path[0].EndsWith("[]", StringComparison.Ordinal);
        var name = isList ? path[0][..^2] : path[0];
        var member = members.Find(other => other.Name == name);
        if (member is null)
        {
            members.Add(member = new ListedMember(name));
        }

        member.IsList |= isList;
        if (path.Length > 1)
        {
            Add(member._members, path[1..], type, isRequired);
            return;
        }

        member.Lines++;
        member.Type = type;
        member.IsList |= type.StartsWith("Array", StringComparison.Ordinal);
        member.IsRequired |= isRequired;
    }
}
