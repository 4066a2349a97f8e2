namespace Redox.Client.Receiving;

/// <summary>
/// From when on the health check of an inbox reports it. A backlog is degraded only, unless you say otherwise: all processes that share the inbox report it, and
/// taking all of them out of service would stop receiving.
/// </summary>
public sealed class RedoxInboxHealthOptions
{
    /// <summary>Degraded with so many parked messages, or more. At least 1; <see langword="null"/>: never. Default: 1.</summary>
    public long? DegradedParked { get; set; } = 1;

    /// <summary>Unhealthy with so many parked messages, or more. At least 1. Default: <see langword="null"/>, never.</summary>
    public long? UnhealthyParked { get; set; }

    /// <summary>Degraded when the oldest waiting or running message was received so long ago, or longer. More than zero; <see langword="null"/>: never. Default: 15 minutes.</summary>
    public TimeSpan? DegradedAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Unhealthy when the oldest waiting or running message was received so long ago, or longer. More than zero. Default: <see langword="null"/>, never.</summary>
    public TimeSpan? UnhealthyAge { get; set; }

    /// <summary>How long the database has to respond; after that the inbox is unhealthy. More than zero, up to a minute. Default: 5 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal void Check()
    {
        Check(nameof(DegradedParked), DegradedParked);
        Check(nameof(UnhealthyParked), UnhealthyParked);
        Check(nameof(DegradedAge), DegradedAge);
        Check(nameof(UnhealthyAge), UnhealthyAge);
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(1))
        {
            throw new RedoxConfigurationException($"{nameof(RedoxInboxHealthOptions)}.{nameof(Timeout)}: '{Timeout}' is out of range. Use more than zero and up to a minute.");
        }
    }

    private static void Check<T>(string setting, T? value)
        where T : struct, IComparable<T>
    {
        if (value is { } limit && limit.CompareTo(default) <= 0)
        {
            throw new RedoxConfigurationException($"{nameof(RedoxInboxHealthOptions)}.{setting}: '{limit}' is too small. Use more than zero, or null for never.");
        }
    }
}
