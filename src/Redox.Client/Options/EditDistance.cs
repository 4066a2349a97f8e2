namespace Redox.Client.Options;

/// <summary>How far one name is from another.</summary>
internal static class EditDistance
{
    /// <summary>
    /// How many letters to insert, omit, replace or swap with the next one, ignoring case and spaces: the Damerau-Levenshtein distance in its simple
    /// form, in which no place is changed twice.
    /// </summary>
    public static int Between(string from, string to)
    {
        (from, to) = (WithoutSpaces(from), WithoutSpaces(to));
        var distance = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1, distance[i - 1, j - 1] + (AreSame(from[i - 1], to[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && AreSame(from[i - 1], to[j - 2]) && AreSame(from[i - 2], to[j - 1]))
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[from.Length, to.Length];
    }

    private static string WithoutSpaces(string name) => name.Replace(" ", "", StringComparison.Ordinal);

    private static bool AreSame(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
