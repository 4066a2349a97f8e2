namespace Redox.Client.Messages.Validation;

/// <summary>The required paths of an event as a tree: each node is a member, and knows whether it must be present and what must be below it.</summary>
internal sealed class RequiredMembers
{
    /// <summary>The members that every message must have, whatever its event (Redox, "Redox Data Model API").</summary>
    internal static readonly string[] Envelope = ["Meta", "Meta.DataModel", "Meta.EventType"];

    internal static readonly RequiredMembers OfAnyMessage = Parse(Envelope);

    private RequiredMembers(string name, ulong bit) => (Name, Bit) = (name, bit);

    internal string Name { get; }

    /// <summary>One bit for each member of the same object, to note which are present.</summary>
    internal ulong Bit { get; }

    internal bool IsRequired { get; private set; }

    internal List<RequiredMembers> Children { get; } = [];

    internal static RequiredMembers Parse(IEnumerable<string> paths)
    {
        var root = new RequiredMembers("", 0);
        foreach (var path in paths)
        {
            var node = root;
            foreach (var step in path.Split('.'))
            {
                node = node.Child(step.EndsWith("[]", StringComparison.Ordinal) ? step[..^2] : step);
            }

            node.IsRequired = true;
        }

        return root;
    }

    // Only a few members: a linear search is faster than a dictionary.
    internal RequiredMembers? Find(string name)
    {
        foreach (var child in Children)
        {
            if (child.Name == name)
            {
                return child;
            }
        }

        return null;
    }

    private RequiredMembers Child(string name)
    {
        if (Find(name) is { } known)
        {
            return known;
        }

        if (Children.Count == 64)
        {
            throw new InvalidOperationException($"'{name}' is one required member too many: there is a bit for 64 of an object.");
        }

        var child = new RequiredMembers(name, 1UL << Children.Count);
        Children.Add(child);
        return child;
    }
}
