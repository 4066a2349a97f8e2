using System.Collections.Frozen;
using System.Text;

namespace Redox.Client;

/// <summary>The members that a type knows and what each holds, in the order they are written in. Made by generated code; read when raw JSON is checked.</summary>
internal sealed class ObjectShape(params MemberShape[] members)
{
    private readonly FrozenDictionary<string, MemberShape> _byName = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);

    /// <summary>What members of any other name hold, where the type is a map.</summary>
    internal MemberShape? Others { get; init; }

    /// <summary>The number that an object counts a member by. (Messages count without <c>Meta</c>.)</summary>
    internal int IndexOf(string name) => Array.FindIndex(members, member => member.Name == name);

    internal bool Knows(string name) => _byName.ContainsKey(name);

    internal MemberShape? Find(string name) => _byName.GetValueOrDefault(name) ?? Others;

    /// <summary>
    /// Finds a member by its name as it stands in JSON, without escapes. <paramref name="next"/> is where the search begins: members that come in the
    /// order they are written in, as ours do, are found by a comparison or two.
    /// </summary>
    internal MemberShape? Find(ReadOnlySpan<byte> name, ref int next)
    {
        for (var index = next; index < members.Length; index++)
        {
            if (name.SequenceEqual(members[index].Utf8Name))
            {
                next = index + 1;
                return members[index];
            }
        }

        return Find(Encoding.UTF8.GetString(name));
    }
}
