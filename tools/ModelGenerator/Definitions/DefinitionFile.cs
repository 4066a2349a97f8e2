using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Redox.ModelGenerator.Definitions;

/// <summary>One file of the folder.</summary>
/// <param name="Key">The file's name: the key of a data model, or <c>Shared</c>.</param>
/// <param name="Root">The content of the file.</param>
internal sealed record DefinitionFile(string Key, YamlMap Root)
{
    public const string SharedKey = "Shared";

    public bool IsShared => Key == SharedKey;

    public static IReadOnlyList<DefinitionFile> ReadAll(string folder, DefinitionErrors errors)
    {
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToArray() : [];
        if (paths.Length == 0)
        {
            throw new DefinitionException($"{folder}: no definition files (*.yaml); run the generator in the repository's root folder");
        }

        return [.. paths.Select(path => Read(path, errors)).OfType<DefinitionFile>()];
    }

    private static DefinitionFile? Read(string path, DefinitionErrors errors)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        var name = $"{folder}/{Path.GetFileName(path)}";
        try
        {
            var yaml = new YamlStream();
            using var text = File.OpenText(path);
            yaml.Load(text);
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return new DefinitionFile(Path.GetFileNameWithoutExtension(path), new YamlMap(name, root, errors));
            }

            errors.Add(new Place(name, 1), "the file is not one YAML mapping", "start with 'model: ...', or with 'types:' in Shared.yaml");
        }
        catch (YamlException e)
        {
            errors.Add(
                new Place(name, e.Start.Line),
                $"the YAML cannot be read ({e.Message})",
                "check indentation, repeated names, and quote texts that contain a comma, a colon or a bracket");
        }

        return null;
    }
}
