using System.Collections.Frozen;

namespace Redox.Client;

/// <summary>The members that a type knows and what each holds. Made by generated code; read when raw JSON is checked.</summary>
internal sealed class ObjectShape(params MemberShape[] members)
{
    private readonly FrozenDictionary<string, MemberShape> _members = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);

    internal bool Knows(string name) => _members.ContainsKey(name);

    internal MemberShape? Find(string name) => _members.GetValueOrDefault(name);
}
