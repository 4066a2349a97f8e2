using System.Globalization;

namespace InboxCluster;

/// <summary>How long it takes from the death of a process to the first commit of a message that it had claimed.</summary>
internal sealed class Takeovers(Store store)
{
    private readonly List<Death> _deaths = [];

    /// <summary>Right after a process was killed: what it had claimed is among what is claimed now.</summary>
    public async Task DiedAsync(DateTimeOffset at) => _deaths.Add(new(at, await store.ClaimedAsync()));

    /// <summary>The longest; null when nobody died who had claimed something.</summary>
    public async Task<TimeSpan?> LongestAsync()
    {
        List<TimeSpan> first = [];
        foreach (var (at, claimed) in _deaths)
        {
            var commits = await store.TakenOverAsync(claimed);
            if (commits.Count > 0)
            {
                first.Add(commits.Min() - at);
            }
        }

        return first.Count > 0 ? first.Max() : null;
    }

    public string Describe(TimeSpan? longest) => longest is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"taken over within {time.TotalSeconds:F1} s of {_deaths.Count} death(s)")
        : "nothing had to be taken over";

    private sealed record Death(DateTimeOffset At, IReadOnlyDictionary<long, int> Claimed);
}
