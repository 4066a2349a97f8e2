using Redox.Client.Options;
namespace Redox.Client.Receiving.Dispatch;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearName
{
    /// <summary>The known name that differs by one typo: a letter too many, too few, wrong, or two swapped; two typos in long names. Null when the name itself is known.</summary>
    public static string? Of(string name, IEnumerable<string> knownNames)
    {
        var wanted = Plain(name);
        var best = knownNames.Distinct().Select(known => (Known: known, Slips: EditDistance.Between(wanted, Plain(known)))).OrderBy(candidate => candidate.Slips).FirstOrDefault();
        return best.Known is not null && best.Slips > 0 && best.Slips <= (wanted.Length < 8 ? 1 : 2) ? best.Known : null;
    }

    private static string Plain(string name) => name.Replace(" ", "", StringComparison.Ordinal);
}
