using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits a set of known values as an open struct.</summary>
internal static class ValueSetEmitter
{
    internal static string Emit(ValueSet set)
    {
        var code = CodeWriter.ForFile($"models/{set.Folder}.yaml", "System", "System.Text.Json.Serialization", "Redox.Client.Serialization");
        code.Line("namespace Redox.Client.Models;");
        code.Blank();
        code.Summary($"{set.Doc} The set is open: any other text is legal and kept.");
        code.Line($"[JsonConverter(typeof(OpenValueConverter<{set.Name}>))]");
        using (code.Open($"public readonly record struct {set.Name} : IOpenValue<{set.Name}>"))
        {
            Members(code, set);
        }

        return code.ToString();
    }

    private static void Members(CodeWriter code, ValueSet set)
    {
        foreach (var value in set.Values)
        {
            code.Summary(value.Doc ?? value.Text);
            code.Line($"public static readonly {set.Name} {value.Name} = new({CSharp.Literal(value.Text)});");
            code.Blank();
        }

        code.Line("private readonly string? _value;");
    }
}
