namespace Redox.ModelGenerator;

/// <summary>The folder with the generated files: compares it with the expected files, and brings it up to date.</summary>
public static class OutputFolder
{
    /// <summary>Lists every file that is missing, differs, or should not be there.</summary>
    public static IReadOnlyList<string> Differences(string folder, IReadOnlyDictionary<string, string> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var present = Present(folder).ToHashSet(StringComparer.Ordinal);
        var missing = expected.Keys.Where(path => !present.Contains(path)).Select(path => $"{path}: missing");
        var stale = present.Where(path => !expected.ContainsKey(path)).Select(path => $"{path}: no longer generated");
        var changed = expected.Where(file => present.Contains(file.Key) && Text(folder, file.Key) != file.Value).Select(file => $"{file.Key}: differs");
        return [.. missing.Concat(stale).Concat(changed).Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes the folder contain exactly the expected files; does not touch those that are correct already.</summary>
    public static void Update(string folder, IReadOnlyDictionary<string, string> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        foreach (var path in Present(folder).Where(path => !expected.ContainsKey(path)).ToList())
        {
            File.Delete(Path.Combine(folder, path));
        }

        foreach (var (path, text) in expected)
        {
            var file = Path.Combine(folder, path);
            if (File.Exists(file) && Text(folder, path) == text)
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    private static IEnumerable<string> Present(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            : [];

    private static string Text(string folder, string path) => File.ReadAllText(Path.Combine(folder, path)).Replace("\r\n", "\n", StringComparison.Ordinal);
}
