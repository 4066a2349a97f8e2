using System.Collections.Frozen;
using System.Text;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>The members that a type knows and what each holds, in the order they are written in. Made by generated code; read when raw JSON is checked.</summary>
internal sealed class ObjectShape
{
    private readonly MemberShape[] _members;
    private readonly FrozenDictionary<string, MemberShape> _byName;

    internal ObjectShape(params MemberShape[] members)
    {
        _members = members;
        _byName = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);

        // Messages count without Meta, which comes first in them and has a number of its own.
        var first = members.Length > 0 && members[0].Name == "Meta" ? 1 : 0;
        for (var index = 0; index < members.Length; index++)
        {
            members[index].Index = index < first ? RedoxMessage.MetaIndex : index - first;
        }
    }

    internal IReadOnlyList<MemberShape> Members => _members;

    /// <summary>What members of any other name hold, where the type is a map.</summary>
    internal MemberShape? Others { get; init; }

    /// <summary>The number that an object counts a member by.</summary>
    internal int IndexOf(string name) => _byName[name].Index;

    internal string NameOf(int index) => Array.Find(_members, member => member.Index == index)!.Name;

    internal bool Knows(string name) => _byName.ContainsKey(name);

    internal MemberShape? Find(string name) => _byName.GetValueOrDefault(name) ?? Others;

    /// <summary>The member whose name this is, but for the case of its letters, blanks and characters that cannot be seen.</summary>
    internal MemberShape? FindInAnyCase(string name)
    {
        foreach (var member in _members)
        {
            if (NameLikeness.IsLike(name, member.Name))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>
    /// Finds a member by its name as it stands in JSON, without escapes. <paramref name="next"/> is where the search begins: members that come in the
    /// order they are written in, as ours do, are found by a comparison or two.
    /// </summary>
    internal MemberShape? Find(ReadOnlySpan<byte> name, ref int next)
    {
        for (var index = next; index < _members.Length; index++)
        {
            if (name.SequenceEqual(_members[index].Utf8Name))
            {
                next = index + 1;
                return _members[index];
            }
        }

        return Find(Encoding.UTF8.GetString(name));
    }
}
