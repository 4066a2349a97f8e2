using System.Security;
using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Names and literals of C#.</summary>
internal static class CSharp
{
    internal static string XmlText(string text) => SecurityElement.Escape(text).Replace("&apos;", "'", StringComparison.Ordinal).Replace("&quot;", "\"", StringComparison.Ordinal);

    internal static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary><c>IDType</c> becomes <c>idType</c>, <c>DOB</c> becomes <c>dob</c>.</summary>
    internal static string CamelCase(string name)
    {
        var capitals = 0;
        while (capitals < name.Length && char.IsUpper(name[capitals]))
        {
            capitals++;
        }

        var lower = capitals <= 1 || capitals == name.Length ? capitals : capitals - 1;
        return name[..lower].ToLowerInvariant() + name[lower..];
    }

    internal static string Field(Member member) => "_" + CamelCase(member.PropertyName);

    /// <summary>A name, escaped when it is a keyword.</summary>
    internal static string Identifier(string name) => Keywords.Contains(name) ? "@" + name : name;

    internal static string Parameter(Member member) => Identifier(CamelCase(member.PropertyName));

    /// <summary>The type of a single value, without the nullable mark.</summary>
    internal static string ItemType(MemberType type) => type.Kind switch
    {
        MemberKind.Text => "string",
        MemberKind.Boolean => "bool",
        MemberKind.Int32 => "int",
        MemberKind.Int64 => "long",
        MemberKind.Decimal => "decimal",
        MemberKind.Date => "RedoxDate",
        MemberKind.DateTime or MemberKind.Epoch => "RedoxDateTime",
        _ => type.Reference!,
    };

    internal static string PropertyType(Member member) => member.IsList ? $"IReadOnlyList<{ItemType(member.Type)}>" : ItemType(member.Type) + "?";

    internal static string FieldType(Member member) => member.IsList ? $"ItemList<{ItemType(member.Type)}>?" : ItemType(member.Type) + "?";

    /// <summary>The name of one item of a list: <c>Identifiers</c> contains an <c>Identifier</c>.</summary>
    internal static string Singular(string name) => name switch
    {
        _ when EndsIn(name, "Diagnoses") => name[..^2] + "is",
        _ when EndsIn(name, "ies") => name[..^3] + "y",
        _ when EndsIn(name, "sses", "xes", "ches", "Statuses", "Aliases") => name[..^2],
        _ when EndsIn(name, "is", "ss", "us") => name,
        _ when EndsIn(name, "s") => name[..^1],
        _ => name,
    };

    private static bool EndsIn(string name, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly HashSet<string> Keywords =
        ["abstract", "base", "bool", "case", "class", "const", "decimal", "default", "event", "extern", "fixed", "in", "int", "internal", "long", "object", "operator", "params", "private", "public", "ref", "string"];
}
