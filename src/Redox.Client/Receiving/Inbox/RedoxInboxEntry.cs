namespace Redox.Client.Receiving;

/// <summary>A message that was claimed from an <see cref="IRedoxInbox"/>.</summary>
public sealed class RedoxInboxEntry
{
    /// <summary>The ID of the message, unique in the inbox, whatever its destination: higher than those of all messages of its key that were stored before.</summary>
    public long Id => Lease.Id;

    /// <summary>The lease.</summary>
    public required RedoxInboxLease Lease { get; init; }

    /// <summary>The <see cref="RedoxInboxMessage.LogId"/>.</summary>
    public required string? LogId { get; init; }

    /// <summary>When it was received from Redox.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How many attempts to handle it have failed.</summary>
    public int Attempts { get; init; }

    /// <summary>How often its lease ran out: the process that handled it died, or could not reach the store. At least 0.</summary>
    public int Deaths { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The type's name only: the body is a health record.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxInboxEntry);
}
