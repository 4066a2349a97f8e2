using Redox.Client.Options;

namespace Redox.Client.Receiving;

/// <summary>
/// How long handled messages are remembered, and how many. Read once, from the section <c>Duplicates</c> of the destination and from code, the later one winning. Checked when
/// the host starts: <see cref="Microsoft.Extensions.Options.OptionsValidationException"/> names all faulty settings at once, and a warning those that nothing reads.
/// </summary>
public sealed class RedoxDeduplicationOptions : ISettings
{
    /// <summary>How long a message is remembered. Redox redelivers within minutes, but a paused feed may wait for days. More than zero, up to 10 years. Default: 24 hours.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How many messages are remembered in memory; beyond that, the oldest are forgotten first. Applies to the memory store only. At least 1. Default: 100,000, about 20 MB.
    /// </summary>
    public int Capacity { get; set; } = 100_000;

    internal SettingsOrigin Origin { get; } = new(nameof(RedoxDeduplicationOptions));

    SettingsOrigin ISettings.Origin => Origin;
}
