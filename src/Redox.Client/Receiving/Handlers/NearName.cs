namespace Redox.Client.Receiving.Handlers;

/// <summary>Finds what somebody may have meant to write.</summary>
internal static class NearName
{
    /// <summary>The known name that differs by a slip: a letter too many, too few, another, or two that changed places; two slips in long names. None when the name is known itself.</summary>
    public static string? Of(string name, IEnumerable<string> knownNames)
    {
        var wanted = Plain(name);
        var best = knownNames.Distinct().Select(known => (Known: known, Slips: Slips(wanted, Plain(known)))).OrderBy(candidate => candidate.Slips).FirstOrDefault();
        return best.Known is not null && best.Slips > 0 && best.Slips <= (wanted.Length < 8 ? 1 : 2) ? best.Known : null;
    }

    private static string Plain(string name) => name.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    // The distance of Damerau and Levenshtein, in its simple form: no place is changed twice.
    private static int Slips(string a, string b)
    {
        var distance = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1, distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[a.Length, b.Length];
    }
}
