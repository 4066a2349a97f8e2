namespace Redox.Client;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    private const int MinBeginning = 3;

    /// <summary>The nearest of the known names; <see langword="null"/> when none is near enough to be meant.</summary>
    public static string? To(string name, IEnumerable<string> known) => known
        .Where(candidate => IsBeginning(name, candidate) || IsBeginning(candidate, name) || EditDistance.Between(name, candidate) <= Math.Max(1, candidate.Length / 3))
        .OrderBy(candidate => EditDistance.Between(name, candidate))
        .ThenBy(candidate => Math.Abs(candidate.Length - name.Length))
        .ThenBy(candidate => candidate, StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool IsBeginning(string name, string candidate) => name.Length >= MinBeginning && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
