namespace Redox.Client.Messages;

/// <summary>The shape of one member. With <paramref name="OrText"/>, text in its place is as good: an older form.</summary>
internal sealed record MemberShape(string Name, MemberKind Kind, bool IsList = false, ObjectShape? Object = null, bool OrText = false)
{
    internal byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(Name);

    /// <summary>The index of the member in its object; -1 in a map, whose members have none. Set by the shape.</summary>
    internal int Index { get; set; } = -1;

    /// <summary>The member's bit in a set of members; 0 in a map.</summary>
    internal ulong Bit => Index < 0 ? 0 : 1UL << Index;
}

/// <summary>The kinds of values on the wire.</summary>
internal enum MemberKind
{
    Text,
    Boolean,
    Number,
    Date,
    DateTime,
    Epoch,
    Object,
}
