namespace Shared.Samples;

/// <summary>The sample messages beside this file: invented patients, real shapes.</summary>
public static class Sample
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples");

    /// <summary>Every sample as <c>scheduling/new.json</c>.</summary>
    public static TheoryData<string> All => [.. Names];

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
