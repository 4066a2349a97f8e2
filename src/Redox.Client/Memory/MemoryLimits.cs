namespace Redox.Client.Memory;

/// <summary>
/// How much may be in flight. Bodies whose values are not counted yet may use only a part of it, so that the rest is enough for what the largest of them turns
/// out to need: otherwise many bodies that hold their bytes could wait for one another.
/// </summary>
/// <param name="Total">The total limit, in bytes.</param>
/// <param name="Arriving">The part for bodies that are not counted yet.</param>
internal readonly record struct MemoryLimits(long Total, long Arriving)
{
    public const long DefaultTotal = 768L * 1024 * 1024;

    public const long LeastForResponses = 16L * 1024 * 1024;

    /// <summary>The most that a message needs besides its bytes.</summary>
    public long Typed => Total - Arriving;

    public static MemoryLimits ForMessages(long total, int maxBytes, int maxValues) => new(total, total - MessageWeight.AtMost(maxBytes, maxValues));

    public static MemoryLimits ForResponses(long total) => new(total, total / 8);
}
