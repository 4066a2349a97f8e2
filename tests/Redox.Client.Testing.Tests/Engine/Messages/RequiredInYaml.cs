using Shared;
using YamlDotNet.RepresentationModel;

namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>What each event requires, straight from the YAML under <c>models/</c>: by another parser, past the generator and its tables.</summary>
internal static class RequiredInYaml
{
    /// <summary>Paths such as <c>Patient.Identifiers[].ID</c> by <c>Scheduling.New</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> Paths { get; } = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "models"), "*.yaml")
        .Select(Load)
        .Where(file => file.Children.ContainsKey("model"))
        .SelectMany(file => ((YamlMappingNode)file["events"]).Children, (file, entry) => (Name: $"{file["model"]}.{entry.Key}", Event: (YamlMappingNode)entry.Value))
        .ToDictionary(entry => entry.Name, entry => Required(entry.Event));

    private static YamlMappingNode Load(string path)
    {
        using var reader = File.OpenText(path);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string[] Required(YamlMappingNode entry) => entry.Children.TryGetValue("required", out var paths)
        ? [.. ((YamlSequenceNode)paths).Select(path => path.ToString())]
        : [];
}
