namespace Redox.Client;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    private const int MinBeginning = 3;

    /// <summary>The nearest of the known names; <see langword="null"/> when none is near enough to be meant.</summary>
    public static string? To(string name, IEnumerable<string> known) => known
        .Where(candidate => IsBeginning(name, candidate) || IsBeginning(candidate, name) || Distance(name, candidate) <= Math.Max(1, candidate.Length / 3))
        .OrderBy(candidate => Distance(name, candidate))
        .ThenBy(candidate => Math.Abs(candidate.Length - name.Length))
        .ThenBy(candidate => candidate, StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool IsBeginning(string name, string candidate) => name.Length >= MinBeginning && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's: how many letters to insert, leave out or replace, whatever their case.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
