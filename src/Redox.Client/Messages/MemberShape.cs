namespace Redox.Client;

/// <summary>What one member holds.</summary>
internal sealed record MemberShape(string Name, MemberKind Kind, bool IsList = false, ObjectShape? Object = null)
{
    internal byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(Name);
}

/// <summary>The kinds of values on the wire.</summary>
internal enum MemberKind
{
    Text,
    Boolean,
    Number,
    Date,
    DateTime,
    Object,
}
