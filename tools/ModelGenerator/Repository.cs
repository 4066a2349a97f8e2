namespace Redox.ModelGenerator;

/// <summary>Finds the repository that contains the current folder.</summary>
public static class Repository
{
    /// <summary>The folder that contains the solution, searched from the current folder or the program's folder upwards.</summary>
    /// <exception cref="DirectoryNotFoundException">The solution was not found.</exception>
    public static string Root() =>
        Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory)
        ?? throw new DirectoryNotFoundException("Redox.Client.sln was not found here or above. Run this inside the repository.");

    private static string? Above(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "Redox.Client.sln")))
            {
                return current.FullName;
            }
        }

        return null;
    }
}
