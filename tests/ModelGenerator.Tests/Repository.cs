namespace Redox.ModelGenerator.Tests;

/// <summary>Where the tests find the files of the repository.</summary>
internal static class Repository
{
    public static string Models { get; } = Path.Combine(FindRoot(), "models");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Redox.Client.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
