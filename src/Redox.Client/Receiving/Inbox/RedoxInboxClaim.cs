namespace Redox.Client.Receiving;

/// <summary>What a process wants to handle next, and what became of the messages that it claimed before.</summary>
public sealed class RedoxInboxClaim
{
    /// <summary>The size above which a body is large, in bytes.</summary>
    public const int LargeBody = 65_536;

    /// <summary>The name of the destination; empty for the default one.</summary>
    public required string Destination { get; init; }

    /// <summary>How many messages at most. With 0, only <see cref="Results"/> are recorded.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them may have a body of more than <see cref="LargeBody"/> bytes: 0 or 1, so that memory does not grow with the number of messages.</summary>
    public int MaxLarge { get; init; } = 1;

    /// <summary>How long nobody else may claim them, by the clock of the store.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The time by which retries are due.</summary>
    public required DateTimeOffset DueBy { get; init; }

    /// <summary>A retry that is due later than this is due, too: no retry waits so long, so the clock was set back.</summary>
    public DateTimeOffset LatestDue { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>What became of messages that were claimed before.</summary>
    public IReadOnlyList<RedoxInboxResult> Results { get; init; } = [];
}
