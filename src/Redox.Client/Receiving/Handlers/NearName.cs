namespace Redox.Client.Receiving.Handlers;

/// <summary>Finds what somebody may have meant to write.</summary>
internal static class NearName
{
    /// <summary>The known name that differs by a slip: a letter too many, too few, another, or two that changed places; two slips in long names. None when the name is known itself.</summary>
    public static string? Of(string name, IEnumerable<string> knownNames)
    {
        var wanted = Plain(name);
        var best = knownNames.Distinct().Select(known => (Known: known, Slips: EditDistance.Between(wanted, Plain(known)))).OrderBy(candidate => candidate.Slips).FirstOrDefault();
        return best.Known is not null && best.Slips > 0 && best.Slips <= (wanted.Length < 8 ? 1 : 2) ? best.Known : null;
    }

    private static string Plain(string name) => name.Replace(" ", "", StringComparison.Ordinal);
}
