using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Emits a set of known values as an open struct.</summary>
internal static class ValueSetEmitter
{
    internal static string Emit(ValueSet set)
    {
        var code = CodeWriter.ForFile($"models/{set.Folder}.yaml", "System", "System.Collections.Generic", "System.Linq", "System.Text.Json.Serialization");
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
        code.Line("private readonly string? _value; // null for empty text, so that it equals the default");
        code.Blank();
        code.Summary("Creates a value from any text.");
        code.Line("/// <param name=\"value\">The text on the wire.</param>");
        code.Line("/// <exception cref=\"ArgumentNullException\"><paramref name=\"value\"/> is null.</exception>");
        using (code.Open($"public {set.Name}(string value)"))
        {
            code.Line("ArgumentNullException.ThrowIfNull(value);");
            code.Line("_value = value.Length == 0 ? null : value;");
        }

        code.Blank();
        foreach (var value in set.Values)
        {
            code.Summary(value.Doc is null ? $"{value.Text}." : $"{value.Text}: {value.Doc}");
            code.Line($"public static {set.Name} {value.Name} {{ get; }} = new({CSharp.Literal(value.Text)});");
            code.Blank();
        }

        code.InheritDoc();
        code.Line($"public static IReadOnlyList<{set.Name}> KnownValues {{ get; }} = Array.AsReadOnly<{set.Name}>([{string.Join(", ", set.Values.Select(value => value.Name))}]);");
        code.Blank();
        code.InheritDoc();
        code.Line("public string Value => _value ?? \"\";");
        code.Blank();
        code.InheritDoc();
        code.Line("public bool IsKnown => KnownValues.Contains(this);");
        code.Blank();
        code.Line($"static {set.Name} IOpenValue<{set.Name}>.Create(string value) => new(value);");
        code.Blank();
        code.Summary("Creates a value from any text.");
        code.Line("/// <param name=\"value\">The text on the wire.</param>");
        code.Line($"public static implicit operator {set.Name}(string value) => new(value);");
        code.Blank();
        code.Summary("The text on the wire.");
        code.Line("/// <returns>The text.</returns>");
        code.Line("public override string ToString() => Value;");
    }
}
