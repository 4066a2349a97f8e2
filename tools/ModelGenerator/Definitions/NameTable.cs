namespace Redox.ModelGenerator.Definitions;

/// <summary>All C# names that the files define, used to find duplicates and to resolve the types of members.</summary>
internal sealed class NameTable(DefinitionErrors errors)
{
    private static readonly Dictionary<string, MemberKind> Scalars = new()
    {
        ["text"] = MemberKind.Text,
        ["boolean"] = MemberKind.Boolean,
        ["int32"] = MemberKind.Int32,
        ["int64"] = MemberKind.Int64,
        ["decimal"] = MemberKind.Decimal,
        ["date"] = MemberKind.Date,
        ["dateTime"] = MemberKind.DateTime,
        ["epoch"] = MemberKind.Epoch,
    };

    private readonly Dictionary<string, (string What, MemberKind? Kind, string Folder, Place Place)> _names = [];

    public static NameTable Of(IEnumerable<DefinitionFile> files, DefinitionErrors errors)
    {
        var names = new NameTable(errors);
        foreach (var file in files)
        {
            foreach (var (name, _) in file.Root.Entries("types"))
            {
                names.Declare(name, "type", MemberKind.Object, file.Key);
            }

            foreach (var (name, _) in file.Root.Entries("valueSets"))
            {
                names.Declare(name, "value set", MemberKind.ValueSet, file.Key);
            }

            foreach (var (name, _) in file.Root.Entries("events"))
            {
                names.Declare(name with { Value = file.Key + CSharpName.FromText(name.Value) }, "event", kind: null, file.Key);
            }
        }

        return names;
    }

    public Place PlaceOf(string name) => _names[name].Place;

    /// <summary>Reads the type of a member of a type in <paramref name="folder"/>; reports and returns text when there is no such type.</summary>
    public MemberType Resolve(YamlText type, string folder)
    {
        if (Scalars.TryGetValue(type.Value, out var scalar))
        {
            return new MemberType(scalar);
        }

        if (!_names.TryGetValue(type.Value, out var found) || found.Kind is not { } kind)
        {
            errors.Add(
                type.Place,
                $"'{type.Value}' is not a type",
                $"use {string.Join(", ", Scalars.Keys)}, or the name of a type or value set of this file or of Shared.yaml, in [] for a list");
            return new MemberType(MemberKind.Text);
        }

        if (found.Folder != folder && found.Folder != DefinitionFile.SharedKey)
        {
            errors.Add(
                type.Place,
                $"'{type.Value}' belongs to {found.Place.File} alone",
                $"move it to {DefinitionFile.SharedKey}.yaml, so that several data models can use it");
        }

        return new MemberType(kind, type.Value);
    }

    private void Declare(YamlText name, string what, MemberKind? kind, string folder)
    {
        if (!CSharpName.IsLegal(name.Value))
        {
            errors.Add(name.Place, $"'{name.Value}' is not a C# name for a {what}", "start with an upper-case letter and use letters and digits only");
        }

        if (!_names.TryAdd(name.Value, (what, kind, folder, name.Place)))
        {
            var first = _names[name.Value];
            errors.Add(name.Place, $"the name '{name.Value}' is taken by the {first.What} at {first.Place}", $"rename the {what}, or use the one that exists");
        }
    }
}
