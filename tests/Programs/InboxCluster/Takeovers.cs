using System.Globalization;

namespace InboxCluster;

/// <summary>
/// How long it takes from the death of a process to the first commit of a message that it had claimed. Deaths after which another process was paused before that commit are told
/// apart: who is paused may hold the lock of a SQLite file, or a claim of PostgreSQL that ends with its lease only.
/// </summary>
internal sealed class Takeovers(Store store)
{
    private readonly List<Death> _deaths = [];
    private readonly List<(DateTimeOffset Begin, DateTimeOffset End)> _pauses = [];

    /// <summary>Right after a process was killed: what it had claimed is among what is claimed now.</summary>
    public async Task DiedAsync(DateTimeOffset at) => _deaths.Add(new(at, await store.ClaimedAsync()));

    public void Paused(DateTimeOffset begin, DateTimeOffset end) => _pauses.Add((begin, end));

    public async Task<Longest> LongestAsync()
    {
        List<TimeSpan> undisturbed = [], disturbed = [];
        foreach (var (at, claimed) in _deaths)
        {
            var commits = await store.TakenOverAsync(claimed);
            if (commits.Count > 0)
            {
                var first = commits.Min();
                (_pauses.Exists(pause => pause.Begin < first && pause.End > at) ? disturbed : undisturbed).Add(first - at);
            }
        }

        return new(Max(undisturbed), undisturbed.Count, Max(disturbed), disturbed.Count);
    }

    private static TimeSpan Max(List<TimeSpan> times) => times.Count > 0 ? times.Max() : TimeSpan.Zero;

    private sealed record Death(DateTimeOffset At, IReadOnlyDictionary<long, int> Claimed);
}

/// <summary>The longest time until something was taken over, and after how many deaths something had to be.</summary>
internal sealed record Longest(TimeSpan Undisturbed, int Deaths, TimeSpan Disturbed, int DisturbedDeaths)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"taken over within {Undisturbed.TotalSeconds:F1} s of {Deaths} death(s), and within {Disturbed.TotalSeconds:F1} s of {DisturbedDeaths} with a pause between");
}
