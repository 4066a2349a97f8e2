namespace Redox.Client.Receiving;

/// <summary>A message in an <see cref="IRedoxInbox"/> that waits for its handler.</summary>
public sealed class RedoxInboxEntry
{
    /// <summary>The ID of the message in the inbox.</summary>
    public required long Id { get; init; }

    /// <summary>When it was received from Redox.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How many attempts to handle it have failed.</summary>
    public required int Attempts { get; init; }

    /// <summary>When the next attempt is due; any time in the past before the first one.</summary>
    public required DateTimeOffset RetryAt { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How often the process died while this message was being handled. Zero for inboxes that do not count this.</summary>
    internal int Deaths { get; init; }

    /// <summary>The type's name only: the body is a health record.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxInboxEntry);
}
