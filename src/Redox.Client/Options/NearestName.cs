namespace Redox.Client.Options;

/// <summary>Finds the name that was probably meant. Case and spaces do not count.</summary>
internal static class NearestName
{
    private const int MinBeginning = 3;
    private const int LongName = 8;

    /// <summary>For a name that is certainly wrong: the nearest of the known names; <see langword="null"/> when none is near enough.</summary>
    public static string? To(string name, IEnumerable<string> known) =>
        Nearest(name, known, (candidate, typos) => IsBeginning(name, candidate) || IsBeginning(candidate, name) || typos <= Math.Max(1, candidate.Length / 3))?.Name;

    /// <summary>
    /// For a name that may be intended: the known name that differs by one typo, a letter too many, too few, wrong, or two swapped; by two in long names. <see langword="null"/> when
    /// the name itself is known.
    /// </summary>
    public static string? ByTypo(string name, IEnumerable<string> known)
    {
        var maxTypos = name.Count(letter => letter != ' ') < LongName ? 1 : 2;
        return Nearest(name, known, (_, typos) => typos <= maxTypos) is { Typos: > 0 } near ? near.Name : null;
    }

    private static (string Name, int Typos)? Nearest(string name, IEnumerable<string> known, Func<string, int, bool> isNear) => known
        .Select(candidate => (Name: candidate, Typos: EditDistance.Between(name, candidate)))
        .Where(candidate => isNear(candidate.Name, candidate.Typos))
        .OrderBy(candidate => candidate.Typos)
        .ThenBy(candidate => Math.Abs(candidate.Name.Length - name.Length))
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Cast<(string, int)?>()
        .FirstOrDefault();

    private static bool IsBeginning(string name, string candidate) => name.Length >= MinBeginning && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
