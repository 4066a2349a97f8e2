namespace Redox.Client.Receiving;

/// <summary>A message that is to be stored in an <see cref="IRedoxInbox"/>.</summary>
public sealed class RedoxInboxMessage
{
    /// <summary>The name of the destination; empty for the default one.</summary>
    public required string Destination { get; init; }

    /// <summary>
    /// The ID of Redox's log of the message, unique within the destination, at most 128 characters: a longer one, or one with NUL or a surrogate, is replaced by its hash.
    /// <see langword="null"/> when the message has none.
    /// </summary>
    public required string? LogId { get; init; }

    /// <summary>
    /// The messages of one key are handled in the order in which they were stored. Empty for the key of the destination, 32 hexadecimal digits for another one, and
    /// <see langword="null"/> for a message that waits for no other. Not needed any more once the message is handled.
    /// </summary>
    public required string? Key { get; init; }

    /// <summary>
    /// Whether it waits for all earlier messages of the destination, and all later ones wait for it, whatever their keys; those without a key, too. Its own key is empty then.
    /// </summary>
    public bool IsBarrier { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The type's name only: the body is a health record.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxInboxMessage);
}
