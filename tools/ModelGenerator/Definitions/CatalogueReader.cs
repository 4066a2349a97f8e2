namespace Redox.ModelGenerator.Definitions;

/// <summary>Reads the definition files.</summary>
public static class CatalogueReader
{
    /// <summary>Reads every <c>*.yaml</c> file in <paramref name="folder"/>.</summary>
    /// <exception cref="DefinitionException">Files are wrong; each line of the message names file, line, cause and remedy.</exception>
    public static Catalogue Read(string folder)
    {
        var errors = new DefinitionErrors();
        var files = DefinitionFile.ReadAll(folder, errors);
        foreach (var file in files)
        {
            file.Root.CheckKeys("the file", file.IsShared ? ["types", "valueSets"] : ["model", "doc", "events", "types", "valueSets"]);
        }

        errors.ThrowIfAny();

        var names = NameTable.Of(files, errors);
        errors.ThrowIfAny();

        var reader = new TypeReader(names, errors);
        var modelReader = new ModelReader(reader, errors);
        var types = files.SelectMany(file => file.Root.Entries("types"), (file, e) => reader.ReadType(e.Name.Value, file.Key, e.Body));
        var valueSets = files.SelectMany(file => file.Root.Entries("valueSets"), (file, e) => reader.ReadValueSet(e.Name.Value, file.Key, e.Body));
        var models = files.Where(file => !file.IsShared).Select(modelReader.Read);
        var catalogue = new Catalogue(
            [.. models.OrderBy(model => model.Name, StringComparer.Ordinal)],
            new SortedDictionary<string, ObjectType>(types.ToDictionary(type => type.Name), StringComparer.Ordinal),
            new SortedDictionary<string, ValueSet>(valueSets.ToDictionary(set => set.Name), StringComparer.Ordinal));
        errors.ThrowIfAny();

        RequiredPaths.Check(modelReader.RequiredPaths, catalogue.Types, errors);
        Recursion.Check(catalogue.Types, names, errors);
        errors.ThrowIfAny();
        return catalogue;
    }
}
