using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits the nested <c>Builder</c> of a type: a method per member, <c>Add…</c> for lists, nested lambdas for objects.</summary>
internal sealed class BuilderEmitter(CodeWriter code, Catalogue catalogue)
{
    internal void Emit(string type, IReadOnlyList<Member> members, bool isMessage)
    {
        code.Summary("Builds one instance; cannot be reused.");
        using (code.Open($"public sealed class Builder : {(isMessage ? "MessageBuilder" : "RedoxBuilder")}<{type}, Builder>"))
        {
            code.Line($"internal Builder() : base(new {type}()) {{ }}");
            code.Blank();
            for (var index = 0; index < members.Count; index++)
            {
                Method(type, members[index], index, members);
            }
        }
    }

    private void Method(string type, Member member, int index, IReadOnlyList<Member> members)
    {
        if (member.IsList)
        {
            List(type, member, index, members);
        }
        else
        {
            Single(type, member, index);
        }
    }

    private void Single(string type, Member member, int index)
    {
        var field = CSharp.Field(member);
        Doc(type, member);
        code.Line($"public Builder {member.PropertyName}({CSharp.ItemType(member.Type)}? value) {{ Target.{field} = value; Target.Changed({index}); return this; }}");

        code.Blank();
        if (Nested(member) is not { } nested)
        {
            return;
        }

        Doc(type, member);
        code.Line($"public Builder {member.PropertyName}(Action<{nested.Name}.Builder> build) => {member.PropertyName}(Models.{nested.Name}.Build(build));");
        code.Blank();
        if (nested.Shorthand.Count > 0)
        {
            Doc(type, member);
            code.Line($"public Builder {member.PropertyName}({Parameters(nested)}) => {member.PropertyName}({Construction(nested)});");
            code.Blank();
        }
    }

    private void List(string type, Member member, int index, IReadOnlyList<Member> members)
    {
        var item = CSharp.ItemType(member.Type);
        var field = CSharp.Field(member);
        var add = "Add" + CSharp.Singular(member.PropertyName);
        if (members.Any(other => other != member && other.IsList && "Add" + CSharp.Singular(other.PropertyName) == add))
        {
            add = "Add" + member.PropertyName;
        }

        Doc(type, member);
        code.Line($"public Builder {member.PropertyName}(IEnumerable<{item}>? values) {{ Target.{field} = ItemList<{item}>.CopyOf(values, {CSharp.Literal(member.Name)}); Target.Changed({index}); return this; }}");

        code.Blank();
        Doc(type, member);
        code.Line($"public Builder {add}({item} value) {{ ItemList<{item}>.Append(ref Target.{field}, value); Target.Appended({index}, value); return this; }}");

        code.Blank();
        if (Nested(member) is not { } nested)
        {
            return;
        }

        Doc(type, member);
        code.Line($"public Builder {add}(Action<{nested.Name}.Builder> build) => {add}(Models.{nested.Name}.Build(build));");
        code.Blank();
        if (nested.Shorthand.Count > 0)
        {
            Doc(type, member);
            code.Line($"public Builder {add}({Parameters(nested)}) => {add}({Construction(nested)});");
            code.Blank();
        }
    }

    private void Doc(string type, Member member) => code.Line($"/// <inheritdoc cref=\"{type}.{member.PropertyName}\"/>");

    private ObjectType? Nested(Member member) => member.Type.Kind == MemberKind.Object ? catalogue.Types[member.Type.Reference!] : null;

    // The first says what the object is about; the others are optional.
    private static string Parameters(ObjectType type) =>
        string.Join(", ", Shorthand(type).Select((member, i) => $"{CSharp.ItemType(member.Type)}{(i == 0 ? "" : "?")} {CSharp.Parameter(member)}{(i == 0 ? "" : " = null")}"));

    private static string Construction(ObjectType type) =>
        $"new {type.Name} {{ {string.Join(", ", Shorthand(type).Select(member => $"{member.PropertyName} = {CSharp.Parameter(member)}"))} }}";

    private static IEnumerable<Member> Shorthand(ObjectType type) => type.Shorthand.Select(name => type.Members.First(member => member.Name == name));
}
