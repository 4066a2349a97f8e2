namespace Redox.Client;

/// <summary>The required paths of an event as a tree: each node is a member, and knows whether it must be there and what must stand below it.</summary>
internal sealed class RequiredMembers
{
    internal static readonly IReadOnlyDictionary<string, RequiredMembers> None = new Dictionary<string, RequiredMembers>();

    /// <summary>What every message must have, whatever its event (Redox, "Redox Data Model API").</summary>
    internal static readonly string[] Envelope = ["Meta", "Meta.DataModel", "Meta.EventType"];

    internal static readonly RequiredMembers OfAnyMessage = Parse(Envelope);

    private readonly Dictionary<string, RequiredMembers> _children = new(StringComparer.Ordinal);

    internal bool IsRequired { get; private set; }

    internal IReadOnlyDictionary<string, RequiredMembers> Children => _children;

    internal static RequiredMembers Parse(IEnumerable<string> paths)
    {
        var root = new RequiredMembers();
        foreach (var path in paths)
        {
            var node = root;
            foreach (var step in path.Split('.'))
                node = node.Child(step.EndsWith("[]", StringComparison.Ordinal) ? step[..^2] : step);
            node.IsRequired = true;
        }

        return root;
    }

    private RequiredMembers Child(string name)
    {
        if (!_children.TryGetValue(name, out var child))
            _children.Add(name, child = new RequiredMembers());
        return child;
    }
}
