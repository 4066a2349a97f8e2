using Shared.Json;

namespace Redox.Client.Tests.Serialization.Trees;

/// <summary>A value inside a tree: its path as issues name it (names that only the sender chose are <c>?</c>), and how to put another in its place.</summary>
internal sealed record JsonPlace(string Path, JsonTree Value, Action<JsonTree> Replace)
{
    /// <summary>Every value below <paramref name="root"/>, the root left out.</summary>
    public static IEnumerable<JsonPlace> Of(JsonTree root) => Below(root, "", namesAreKnown: true);

    private static IEnumerable<JsonPlace> Below(JsonTree tree, string path, bool namesAreKnown)
    {
        if (tree is JsonTreeObject { Members: var members })
        {
            for (var i = 0; i < members.Count; i++)
            {
                var (index, member) = (i, members[i]);
                var below = (path.Length == 0 ? "" : path + ".") + (namesAreKnown ? member.Name : "?");
                yield return new JsonPlace(below, member.Value, value => members[index] = member with { Value = value });
                foreach (var place in Below(member.Value, below, namesAreKnown: member.Name != "Extensions"))
                {
                    yield return place;
                }
            }
        }
        else if (tree is JsonTreeArray { Items: var items })
        {
            for (var i = 0; i < items.Count; i++)
            {
                var index = i;
                yield return new JsonPlace($"{path}[{i}]", items[i], value => items[index] = value);
                foreach (var place in Below(items[i], $"{path}[{i}]", namesAreKnown))
                {
                    yield return place;
                }
            }
        }
    }
}
