namespace Shared;

/// <summary>The files of the repository around the running tests.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] NotSources = ["bin", "obj", "artifacts", "TestResults", ".git"];

    internal static readonly string Root = Above(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Every file whose name ends so, relative to the root and with slashes; what a build leaves behind is left out.</summary>
    internal static IEnumerable<string> EndingIn(string ending) => In(new DirectoryInfo(Root))
        .Where(file => file.Name.EndsWith(ending, StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));

    internal static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static IEnumerable<FileInfo> In(DirectoryInfo folder) => folder.EnumerateFiles()
        .Concat(folder.EnumerateDirectories().Where(inner => !NotSources.Contains(inner.Name)).SelectMany(In));

    private static string Above(DirectoryInfo folder) =>
        folder.EnumerateFiles("Redox.Client.sln").Any() ? folder.FullName
        : folder.Parent is { } parent ? Above(parent)
        : throw new DirectoryNotFoundException("Redox.Client.sln was not found above the tests.");
}
