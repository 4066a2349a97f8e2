using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits what a message has beyond an object: its names, its definition, and for a query the reading of its response.</summary>
internal static class MessageEmitter
{
    internal static string AnswerType(DataModel model, EventType query) => model.Events.First(candidate => candidate.Name == query.Answer).ClassName;

    internal static void Identity(CodeWriter code, DataModel model, EventType eventType)
    {
        code.Line("/// <summary>The value of <c>Meta.DataModel</c>.</summary>");
        code.Line($"public const string DataModel = {CSharp.Literal(model.Name)};");
        code.Blank();
        code.Line("/// <summary>The value of <c>Meta.EventType</c>.</summary>");
        code.Line($"public const string EventType = {CSharp.Literal(eventType.Name)};");
        code.Blank();
    }

    internal static void Definition(CodeWriter code, EventType eventType)
    {
        code.Line("private static readonly Meta EmptyMeta = new() { DataModel = DataModel, EventType = EventType };");
        code.Blank();
        code.Line("internal static readonly MessageDefinition Definition = new(");
        code.Line($"    typeof({eventType.ClassName}), DataModel, EventType, MessageKind.{eventType.Kind}, Shape, Read,");
        code.Line($"    [{string.Join(", ", eventType.Required.Select(CSharp.Literal))}]);");
        code.Blank();
        code.Line("internal override MessageDefinition? TypeDefinition => Definition;");
        code.Blank();
        code.Line("private protected override Meta TypeMeta => EmptyMeta;");
        code.Blank();
    }

    internal static void Answer(CodeWriter code, DataModel model, EventType eventType)
    {
        if (eventType.Kind != EventKind.Query)
        {
            return;
        }

        var answer = AnswerType(model, eventType);
        code.Line($"{answer} IRedoxQuery<{answer}>.ReadResponse(ReadOnlySpan<byte> utf8Json) => PayloadReader.Read<{answer}>(utf8Json, issues: null);");
        code.Blank();
    }
}
