using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits a type: its properties, its builder, and the code that reads and writes it.</summary>
internal sealed class ObjectEmitter(Catalogue catalogue, RequiredIn requiredIn)
{
    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.Text", "System.Text.Json", "System.Text.Json.Serialization",
        "Redox.Client.Messages", "Redox.Client.Messages.Validation", "Redox.Client.Serialization",
    ];

    internal string Object(ObjectType type)
    {
        var code = CodeWriter.ForFile($"models/{type.Folder}.yaml", Usings);
        code.Line("namespace Redox.Client.Models;");
        code.Blank();
        code.Summary(type.Doc);
        code.Line($"[JsonConverter(typeof(RedoxObjectConverter<{type.Name}>))]");
        using (code.Open($"public sealed record {type.Name} : RedoxObject, IWireReadable<{type.Name}>"))
        {
            Properties(code, type.Name, type.Members);
            Build(code, type.Name, isMessage: false);
            JsonEmitter.Shape(code, type.Members, isMessage: false);
            Body(code, type.Name, type.Members, isMessage: false);
        }

        return code.ToString();
    }

    internal string Message(DataModel model, EventType eventType)
    {
        var code = CodeWriter.ForFile($"models/{model.Key}.yaml", Usings);
        var type = eventType.ClassName;
        code.Line("namespace Redox.Client.Models;");
        code.Blank();
        code.Summary($"{model.Name}.{eventType.Name}: {eventType.Doc}");
        code.Line($"[JsonConverter(typeof(RedoxObjectConverter<{type}>))]");
        using (code.Open($"public sealed record {type} : RedoxMessage, {Interfaces(model, eventType)}IWireReadable<{type}>"))
        {
            MessageEmitter.Identity(code, model, eventType);
            Properties(code, type, eventType.Members);
            Build(code, type, isMessage: true);
            JsonEmitter.Shape(code, eventType.Members, isMessage: true);
            MessageEmitter.Definition(code, eventType);
            new RequiredEmitter(catalogue).Emit(code, eventType);
            MessageEmitter.Answer(code, model, eventType);
            Body(code, type, eventType.Members, isMessage: true);
        }

        return code.ToString();
    }

    private static string Interfaces(DataModel model, EventType eventType) => eventType.Kind switch
    {
        EventKind.Query => $"IRedoxQuery<{MessageEmitter.AnswerType(model, eventType)}>, ",
        EventKind.QueryResponse or EventKind.SignOn => "",
        _ => "IRedoxEvent, ",
    };

    private void Properties(CodeWriter code, string type, IReadOnlyList<Member> members)
    {
        foreach (var member in members)
        {
            code.Line($"private {CSharp.FieldType(member)} {CSharp.Field(member)};");
        }

        code.Blank();
        for (var i = 0; i < members.Count; i++)
        {
            Property(code, type, members[i], i);
        }
    }

    private void Property(CodeWriter code, string type, Member member, int index)
    {
        var field = CSharp.Field(member);
        var item = CSharp.ItemType(member.Type);
        code.Summary(member.Doc + KnownValues(member) + requiredIn.Sentence(type, member));
        var get = member.IsList ? $"{field} ?? ItemList<{item}>.Empty" : field;
        var set = member.IsList ? $"ItemList<{item}>.Of(value, {CSharp.Literal(member.Name)})" : "value";
        code.Line($"public {CSharp.PropertyType(member)} {member.PropertyName} {{ get => {get}; init {{ {field} = {set}; Changed({index}); }} }}");
        code.Blank();
    }

    private string KnownValues(Member member)
    {
        if (member.Type.Kind != MemberKind.ValueSet)
        {
            return "";
        }

        var values = catalogue.ValueSets[member.Type.Reference!].Values;
        var more = values.Count > 8 ? $" and {values.Count - 6} more" : "";
        return $" Known values: {string.Join(", ", values.Take(values.Count > 8 ? 6 : 8).Select(value => value.Text))}{more}.";
    }

    private static void Build(CodeWriter code, string type, bool isMessage)
    {
        code.Summary(isMessage ? "Builds a message and checks it." : "Builds one instance.");
        code.Line("/// <param name=\"build\">Sets the members.</param>");
        code.Line($"/// <returns>The {(isMessage ? "message" : "object")}.</returns>");
        code.Line("/// <exception cref=\"ArgumentNullException\"><paramref name=\"build\"/> is null.</exception>");
        if (isMessage)
        {
            code.Line("/// <exception cref=\"RedoxValidationException\">A member that the event requires is missing or malformed; the exception lists every problem.</exception>");
        }

        using (code.Open($"public static {type} Build(Action<Builder> build)"))
        {
            code.Line("ArgumentNullException.ThrowIfNull(build);");
            code.Line("var builder = new Builder();");
            code.Line("build(builder);");
            code.Line(isMessage ? "return MessageValidator.Checked(builder.Finish());" : "return builder.Finish();");
        }

        code.Blank();
    }

    private void Body(CodeWriter code, string type, IReadOnlyList<Member> members, bool isMessage)
    {
        code.InheritDoc();
        code.Line($"public bool Equals({type}? other) => base.Equals(other);");
        code.Blank();
        code.InheritDoc();
        code.Line("public override int GetHashCode() => base.GetHashCode();");
        code.Blank();
        code.InheritDoc();
        code.Line("protected override bool PrintMembers(StringBuilder builder) => false;");
        code.Blank();
        JsonEmitter.Reader(code, type, members, isMessage);
        JsonEmitter.Writer(code, members, isMessage);
        new BuilderEmitter(code, catalogue).Emit(type, members, isMessage);
    }
}
