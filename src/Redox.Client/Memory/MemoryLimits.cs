namespace Redox.Client.Memory;

/// <summary>
/// How much may be in flight. Messages leave a part of it to responses: a handler that waits for a response holds its message meanwhile, and would otherwise hold the room
/// that the response waits for. Bodies whose values are not counted yet may use only a part of the rest, so that what remains is enough for what the largest of
/// them turns out to need: otherwise many bodies that hold their bytes could wait for one another.
/// </summary>
/// <param name="Total">The total limit, in bytes.</param>
/// <param name="Typed">The most that a message may claim besides its bytes; 0 where there are no messages.</param>
internal sealed record MemoryLimits(long Total, long Typed)
{
    public const long DefaultTotal = 768L * 1024 * 1024;

    public const long LeastForResponses = 16L * 1024 * 1024;

    /// <summary>The limit for messages.</summary>
    public long Messages => Total - (Total / 8);

    /// <summary>The limit up to which responses share. The last part is for the one that goes ahead when there is no room: <see cref="ResponseShare"/>.</summary>
    public long Responses => Total - (Total / 16);

    /// <summary>The part for bodies that are not counted yet.</summary>
    public long Arriving => Messages - Typed;

    // Two of the largest bodies may arrive at once if the total allows it. The largest message then lacks at most an eighth of its weight, which is estimated with more to spare.
    public static MemoryLimits ForMessages(long total, int maxBytes, int maxValues)
    {
        var limits = new MemoryLimits(total, 0);
        var most = MessageWeight.AtMost(maxBytes, maxValues);
        return limits with { Typed = Math.Min(most, limits.Messages - Math.Min(2L * maxBytes, total - most)) };
    }

    public static MemoryLimits ForResponses(long total) => new(total, 0);
}
