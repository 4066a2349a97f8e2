namespace Redox.Client.Receiving;

/// <summary>How long, and of how many messages, it is remembered that they were handled.</summary>
public sealed class RedoxDeduplicationOptions
{
    /// <summary>How long a message is remembered. Redox repeats within minutes, but a paused feed may wait for days. Default: 24 hours.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many messages are remembered in memory; beyond it the oldest are forgotten first. Counts for the memory store only. Default: 100,000, about 20 MB.</summary>
    public int Capacity { get; set; } = 100_000;
}
