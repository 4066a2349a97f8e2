using System.Collections.Frozen;
using System.Text;
using Redox.Client.Serialization;

namespace Redox.Client.Messages;

/// <summary>The members of a type and their shapes, in the order in which they are written. Created by generated code; used when raw JSON is checked.</summary>
internal sealed class ObjectShape
{
    private readonly MemberShape[] _members;
    private readonly FrozenDictionary<string, MemberShape> _byName;

    internal ObjectShape(params MemberShape[] members)
    {
        _members = members;
        _byName = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);

        // Messages do not count Meta, which comes first and has a separate index.
        var first = members.Length > 0 && members[0].Name == "Meta" ? 1 : 0;
        for (var index = 0; index < members.Length; index++)
        {
            members[index].Index = index < first ? RedoxMessage.MetaIndex : index - first;
        }
    }

    internal IReadOnlyList<MemberShape> Members => _members;

    /// <summary>The shape of members with any other name, if the type is a map.</summary>
    internal MemberShape? Others { get; init; }

    /// <summary>The index of a member in its object.</summary>
    internal int IndexOf(string name) => _byName[name].Index;

    internal string NameOf(int index) => Array.Find(_members, member => member.Index == index)!.Name;

    internal bool Knows(string name) => _byName.ContainsKey(name);

    internal MemberShape? Find(string name) => _byName.GetValueOrDefault(name) ?? Others;

    /// <summary>The member with this name, ignoring case, spaces and invisible characters.</summary>
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
    /// Finds a member by its name in JSON, without escapes. <paramref name="next"/> is where the search begins: members that come in the
    /// order in which they are written, as ours do, are found with a comparison or two.
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
