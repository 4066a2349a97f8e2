namespace Redox.Client.Receiving;

/// <summary>How long handled messages are remembered, and how many.</summary>
public sealed class RedoxDeduplicationOptions
{
    /// <summary>How long a message is remembered. Redox redelivers within minutes, but a paused feed may wait for days. Default: 24 hours.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many messages are remembered in memory; beyond that, the oldest are forgotten first. Applies to the memory store only. Default: 100,000, about 20 MB.</summary>
    public int Capacity { get; set; } = 100_000;
}
