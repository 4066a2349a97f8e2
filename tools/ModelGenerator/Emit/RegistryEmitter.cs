using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits what is generated once for all types: the encoded member names, the list of messages, the System.Text.Json context.</summary>
internal static class RegistryEmitter
{
    private const string AllModels = "all files of models/";

    internal static string WireNames(Catalogue catalogue)
    {
        var names = catalogue.Types.Values.SelectMany(type => type.Members)
            .Concat(catalogue.Models.SelectMany(model => model.Events).SelectMany(eventType => eventType.Members))
            .Select(member => member.Name).Distinct().Order(StringComparer.Ordinal);
        var code = CodeWriter.ForFile(AllModels, "System.Text.Json");
        code.Line("namespace Redox.Client.Serialization;");
        code.Blank();
        code.Summary("Every member name, encoded once.");
        using (code.Open("internal static class WireNames"))
        {
            foreach (var name in names)
            {
                code.Line($"internal static readonly JsonEncodedText {CSharp.Identifier(name)} = JsonEncodedText.Encode({CSharp.Literal(name)});");
            }
        }

        return code.ToString();
    }

    internal static string Messages(Catalogue catalogue)
    {
        var code = CodeWriter.ForFile(AllModels, "Redox.Client.Models");
        code.Line("namespace Redox.Client.Serialization;");
        code.Blank();
        code.Summary("Every message of the data models.");
        using (code.Open("internal static class KnownMessages"))
        {
            code.Line("internal static MessageDefinition[] All() =>");
            code.Line("[");
            foreach (var eventType in catalogue.Models.SelectMany(model => model.Events))
            {
                code.Line($"    {eventType.ClassName}.Definition,");
            }

            code.Line("];");
            code.Blank();
            code.Summary("Older names of event types that occur in messages.");
            code.Line("internal static (string EventType, MessageDefinition Definition)[] Legacy() =>");
            code.Line("[");
            foreach (var eventType in catalogue.Models.SelectMany(model => model.Events))
            {
                foreach (var name in eventType.LegacyNames)
                {
                    code.Line($"    ({CSharp.Literal(name)}, {eventType.ClassName}.Definition),");
                }
            }

            code.Line("];");
            code.Blank();
            code.Summary("The names of data models and event types. Text only, so that reading them initializes no message type.");
            code.Line("internal static string[] Names() =>");
            code.Line("[");
            foreach (var name in catalogue.Models.SelectMany(model => model.Events.Select(eventType => eventType.Name).Prepend(model.Name)).Distinct().Order(StringComparer.Ordinal))
            {
                code.Line($"    {CSharp.Literal(name)},");
            }

            code.Line("];");
        }

        return code.ToString();
    }

    internal static string Context(Catalogue catalogue)
    {
        var types = catalogue.Models.SelectMany(model => model.Events).Select(eventType => eventType.ClassName)
            .Concat(catalogue.Types.Keys).Concat(catalogue.ValueSets.Keys).Order(StringComparer.Ordinal);
        var code = CodeWriter.ForFile(AllModels, "System.Text.Json.Serialization", "Redox.Client.Models");
        code.Line("namespace Redox.Client.Serialization;");
        code.Blank();
        code.Summary("Source-generated System.Text.Json metadata of every type; the types themselves contain the code that reads and writes.");
        foreach (var type in types.Concat(["UnknownMessage", "IRedoxMessage", "IRedoxEvent", "RedoxMessage"]))
        {
            code.Line($"[JsonSerializable(typeof({type}))]");
        }

        code.Line("internal sealed partial class RedoxJsonContext : JsonSerializerContext;");
        return code.ToString();
    }
}
