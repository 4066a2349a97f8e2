using System.Text;
using Redox.ModelGenerator;
using Shared.Json;

namespace Redox.Client.Fuzz;

/// <summary>Messages as they should be: a full one of each event, and the JSON of tests and samples.</summary>
internal static class SeedFiles
{
    private static readonly string[] Folders = ["tests", "samples"];

    public static IEnumerable<byte[]> Messages() => Definitions.EventNames.Select(name => Encoding.UTF8.GetBytes(FullJson.Message(name))).Concat(Samples());

    private static IEnumerable<byte[]> Samples() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root(), folder), "*.json", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj") && !file.EndsWith("packages.lock.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllBytes)
        .Where(text => text.AsSpan().IndexOf("\"Meta\""u8) >= 0);
}
