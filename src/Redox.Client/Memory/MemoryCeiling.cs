using System.Collections.Concurrent;

namespace Redox.Client.Memory;

/// <summary>
/// The memory that messages of this application use: incoming ones, those from an inbox, and responses. Each destination and each client has its own limit, and all together
/// have the largest of these limits: who holds nothing is not kept out by what another, with a larger one, may hold.
/// </summary>
internal sealed class MemoryCeiling(TimeProvider time)
{
    /// <summary>How long a request waits for its share before it is refused with Retry-After.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, MemoryPart> _owners = new(StringComparer.Ordinal);

    public TimeProvider Time => time;

    /// <summary>The bodies that have room and are still arriving.</summary>
    public Arrivals Bodies { get; } = new(time);

    /// <summary>All owners together.</summary>
    public MemoryPart All { get; } = new(time);

    /// <summary>For the one response that goes ahead although there is no room for it.</summary>
    public MemoryGate Turn { get; } = new(time);

    /// <summary>The part of one owner, given its current limits.</summary>
    public MemoryPart Of(string owner, MemoryLimits limits)
    {
        var part = _owners.GetOrAdd(owner, static (_, time) => new MemoryPart(time), time);
        if (part.Limits != limits)
        {
            lock (_lock)
            {
                part.Limits = limits;
                All.Limits = new MemoryLimits(_owners.Values.Max(each => each.Limits.Total), _owners.Values.Max(each => each.Limits.Typed));
            }
        }

        return part;
    }
}
