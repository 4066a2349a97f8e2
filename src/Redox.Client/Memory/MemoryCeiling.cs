namespace Redox.Client.Memory;

/// <summary>
/// The memory that messages of this application take together: those that come in, those that leave an inbox, and responses. One for all clients and destinations.
/// </summary>
internal sealed class MemoryCeiling(TimeProvider time)
{
    /// <summary>How long a request waits for its share before it is told to come again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public TimeProvider Time => time;

    /// <summary>Bodies that arrive, or have arrived and are not counted.</summary>
    public MemoryGate Arriving { get; } = new(time);

    /// <summary>The bodies that have room and are still coming.</summary>
    public Arrivals Bodies { get; } = new(time);

    /// <summary>Everything.</summary>
    public MemoryGate Total { get; } = new(time);
}
