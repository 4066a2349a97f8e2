using Redox.ModelGenerator.Definitions;
using Redox.ModelGenerator.Emit;

namespace Redox.ModelGenerator;

/// <summary>Turns the definitions into files.</summary>
public static class Generation
{
    /// <summary>Everything that is generated: the path below <c>src/Redox.Client/Models/Generated</c>, and the text.</summary>
    public static IReadOnlyDictionary<string, string> Run(Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var objects = new ObjectEmitter(catalogue, new RequiredIn(catalogue));
        foreach (var model in catalogue.Models)
        {
            foreach (var eventType in model.Events)
            {
                files.Add($"{model.Key}/{eventType.ClassName}.cs", objects.Message(model, eventType));
            }
        }

        foreach (var type in catalogue.Types.Values.Where(type => !type.HandWritten))
        {
            files.Add($"{type.Folder}/{type.Name}.cs", objects.Object(type));
        }

        foreach (var set in catalogue.ValueSets.Values)
        {
            files.Add($"{set.Folder}/{set.Name}.cs", ValueSetEmitter.Emit(set));
        }

        files.Add("WireNames.cs", RegistryEmitter.WireNames(catalogue));
        files.Add("KnownMessages.cs", RegistryEmitter.Messages(catalogue));
        files.Add("RedoxJsonContext.cs", RegistryEmitter.Context(catalogue));
        return files;
    }
}
