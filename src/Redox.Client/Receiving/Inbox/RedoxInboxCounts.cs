namespace Redox.Client.Receiving;

/// <summary>How many messages of a destination an <see cref="IRedoxInbox"/> has.</summary>
public sealed class RedoxInboxCounts
{
    /// <summary>Messages that wait for their handler, retries included.</summary>
    public required long Waiting { get; init; }

    /// <summary>Messages that are claimed, by whichever process, whose leases have not run out.</summary>
    public required long Running { get; init; }

    /// <summary>Messages that are parked.</summary>
    public required long Parked { get; init; }

    /// <summary>When the oldest waiting or running message was received; <see langword="null"/> when there is none.</summary>
    public required DateTimeOffset? OldestReceivedAt { get; init; }
}
