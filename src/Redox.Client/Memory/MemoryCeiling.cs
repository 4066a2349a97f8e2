namespace Redox.Client.Memory;

/// <summary>
/// The memory that messages of this application use together: incoming ones, those from an inbox, and responses. One for all clients and destinations.
/// </summary>
internal sealed class MemoryCeiling(TimeProvider time)
{
    /// <summary>How long a request waits for its share before it is refused with Retry-After.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public TimeProvider Time => time;

    /// <summary>Bodies that are arriving, or have arrived and are not counted yet.</summary>
    public MemoryGate Arriving { get; } = new(time);

    /// <summary>The bodies that have room and are still arriving.</summary>
    public Arrivals Bodies { get; } = new(time);

    /// <summary>Everything.</summary>
    public MemoryGate Total { get; } = new(time);

    /// <summary>For the one response that goes ahead although there is no room for it.</summary>
    public MemoryGate Turn { get; } = new(time);
}
