using System.Collections.Frozen;

namespace Redox.Client;

/// <summary>The members that a type knows and what each holds. Made by generated code; read when raw JSON is checked.</summary>
internal sealed class ObjectShape(params MemberShape[] members)
{
    private readonly FrozenDictionary<string, MemberShape> _members = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);

    /// <summary>What members of any other name hold, where the type is a map.</summary>
    internal MemberShape? Others { get; init; }

    internal bool Knows(string name) => _members.ContainsKey(name);

    internal MemberShape? Find(string name) => _members.GetValueOrDefault(name) ?? Others;
}
