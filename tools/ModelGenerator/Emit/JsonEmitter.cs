using System.Globalization;
using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits the part of a type that reads and writes it, and its shape for checks of raw JSON.</summary>
internal static class JsonEmitter
{
    internal static void Shape(CodeWriter code, IReadOnlyList<Member> members, bool isMessage)
    {
        var shapes = members.Select(MemberShape).ToList();
        if (isMessage)
        {
            shapes.Insert(0, "new MemberShape(\"Meta\", MemberKind.Object, Object: Models.Meta.Shape)");
        }

        code.Line("internal static readonly ObjectShape Shape = new(");
        for (var i = 0; i < shapes.Count; i++)
        {
            code.Line($"    {shapes[i]}{(i == shapes.Count - 1 ? ");" : ",")}");
        }

        code.Blank();
        code.Line("internal override ObjectShape WireShape => Shape;");
        code.Blank();
    }

    internal static void Reader(CodeWriter code, string type, IReadOnlyList<Member> members, bool isMessage)
    {
        code.Line($"static {type} IWireReadable<{type}>.Read(ref Utf8JsonReader reader, IssueLog? issues) => Read(ref reader, issues);");
        code.Blank();
        using (code.Open($"internal static {type} Read(ref Utf8JsonReader reader, IssueLog? issues)"))
        {
            code.Line($"var value = new {type}();");
            code.Line("ulong seen = 0;");
            using (code.Open("while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)"))
            {
                code.Line("var name = MemberName.Of(in reader);");
                using (code.Open("switch (name.Length)"))
                {
                    Cases(code, members, isMessage);
                    code.Line("default:");
                    code.Line("    MemberName.KeepUnknown(ref reader, value, issues);");
                    code.Line("    break;");
                }
            }

            code.Blank();
            code.Line("return value;");
        }

        code.Blank();
    }

    internal static void Writer(CodeWriter code, IReadOnlyList<Member> members, bool isMessage)
    {
        using (code.Open("private protected override void WriteMembers(ref MemberWriter writer)"))
        {
            if (isMessage)
            {
                code.Line("WriteMeta(ref writer);");
            }

            for (var i = 0; i < members.Count; i++)
            {
                code.Line($"writer.{WriteMethod(members[i])}(this, WireNames.{CSharp.Identifier(members[i].Name)}, {i}, {CSharp.Field(members[i])});");
            }
        }

        code.Blank();
    }

    // By length first, which distinguishes nearly all names of a type without comparing their letters.
    private static void Cases(CodeWriter code, IReadOnlyList<Member> members, bool isMessage)
    {
        var cases = members.Select((member, index) => (
            member.Name,
            Index: index.ToString(CultureInfo.InvariantCulture),
            Read: $"value.{CSharp.Field(member)} = {(member.OrText || member.Type.Kind == MemberKind.Epoch ? "EitherForm" : "MemberReader")}.{Method(member)}(ref reader, value, {index}, issues);"));
        if (isMessage)
        {
            cases = cases.Prepend(("Meta", "MetaIndex", "value.ReadMeta(ref reader, issues);"));
        }

        foreach (var (name, index, read) in cases.OrderBy(entry => entry.Name.Length))
        {
            code.Line($"case {name.Length} when name.SequenceEqual({CSharp.Literal(name)}u8):");
            code.Line($"    MemberName.Seen(ref seen, {index}, value, in reader, issues);");
            code.Line($"    {read}");
            code.Line("    break;");
        }
    }

    private static string MemberShape(Member member)
    {
        var kind = member.Type.Kind switch
        {
            MemberKind.ValueSet => "Text",
            MemberKind.Int32 or MemberKind.Int64 or MemberKind.Decimal => "Number",
            var other => other.ToString(),
        };
        var list = member.IsList ? ", IsList: true" : "";
        var shape = member.Type.Kind == MemberKind.Object ? $", Object: Models.{member.Type.Reference}.Shape" : "";
        var text = member.OrText ? ", OrText: true" : "";
        return $"new MemberShape({CSharp.Literal(member.Name)}, MemberKind.{kind}{list}{shape}{text})";
    }

    private static string Method(Member member) => member switch
    {
        { Type.Kind: MemberKind.Object, IsList: true } => $"Objects<{member.Type.Reference}>",
        { Type.Kind: MemberKind.Object } => $"Object<{member.Type.Reference}>",
        { Type.Kind: MemberKind.ValueSet, IsList: true } => $"Values<{member.Type.Reference}>",
        { Type.Kind: MemberKind.ValueSet } => $"Value<{member.Type.Reference}>",
        { OrText: true, IsList: true } => "TextsOrText",
        { OrText: true } => $"{member.Type.Kind}OrText",
        { IsList: true } => "Texts",
        { Name: "DataModel" or "EventType" } => "EventName",
        _ => member.Type.Kind.ToString(),
    };

    private static string WriteMethod(Member member) => member switch
    {
        { Type.Kind: MemberKind.Object, IsList: true } => "Objects",
        { Type.Kind: MemberKind.ValueSet, IsList: true } => "Values",
        { Type.Kind: MemberKind.ValueSet } => "Value",
        { IsList: true } => "Texts",
        _ => member.Type.Kind.ToString(),
    };
}
