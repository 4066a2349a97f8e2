using System.IO.Compression;
using System.Xml.Linq;

namespace PackageConsumer;

/// <summary>Looks into the packages: what has to be inside is, and nothing is asked for that is not needed.</summary>
internal static class PackageCheck
{
    private static readonly Dictionary<string, string[]> Dependencies = new()
    {
        ["Redox.Client"] = ["Microsoft.Extensions.Caching.Abstractions", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Http.Resilience", "Refit.HttpClientFactory"],
        ["Redox.Client.AspNetCore"] = ["Redox.Client"],
        ["Redox.Client.PostgreSql"] = ["Npgsql", "Redox.Client"],
        ["Redox.Client.Sqlite"] = ["Microsoft.Data.Sqlite", "Redox.Client"],
        ["Redox.Client.Testing"] = ["Redox.Client", "WireMock.Net.Minimal"],
    };

    internal static IReadOnlyList<string> Problems(string packages, string cache, string version) =>
        [.. Dependencies.SelectMany(package => Problems(package.Key, package.Value, packages, cache, version).Select(problem => $"{package.Key} {version}: {problem}"))];

    private static IEnumerable<string> Problems(string id, string[] dependencies, string packages, string cache, string version)
    {
        var file = Path.Combine(packages, $"{id}.{version}.nupkg");
        if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(cache, id.ToLowerInvariant(), version, $"{id.ToLowerInvariant()}.{version}.nupkg"))))
            yield return "was restored from elsewhere";

        using var package = ZipFile.OpenRead(file);
        string[] guides = id == "Redox.Client" ? ["docs/getting-started.md", "docs/sending.md", "docs/receiving.md", "docs/inbox.md", "docs/testing.md"] : []; // The READMEs name them.
        foreach (var part in (string[])["README.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", $"{id}.nuspec", .. guides])
        {
            if (package.GetEntry(part) is not { Length: > 0 })
                yield return $"has no {part}";
        }

        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
        if (symbols.GetEntry($"lib/net10.0/{id}.pdb") is null)
            yield return "has no symbols";

        using var manifest = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(manifest).Root!.Elements().Single();
        if (Text(metadata, "license") != "MIT" || Text(metadata, "readme") != "README.md" || Text(metadata, "description") is "" or "Package Description")
            yield return "lacks license, readme or description";

        var actual = metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order().ToArray();
        if (!actual.SequenceEqual(dependencies))
            yield return $"depends on {string.Join(", ", actual)}; expected {string.Join(", ", dependencies)}";
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
