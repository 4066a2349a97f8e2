namespace Redox.Client.Receiving;

/// <summary>
/// Remembers which messages were handled, so that a redelivered message is not handled again. A singleton, queried before the handler and updated after it: never in
/// the handler's own transaction. Where handling must take effect exactly once, even after a crash, the handler writes <see cref="RedoxDeliveryContext.LogId"/> in the transaction
/// of its own data (docs: "Receiving"). Must be safe for concurrent use.
/// </summary>
public interface IRedoxDeduplicationStore
{
    /// <summary>Whether the message was handled. When this throws, the response is 500 and Redox delivers the message again.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="logId">The ID of Redox's log of the message.</param>
    /// <param name="cancellationToken">Cancelled when Redox closes the connection.</param>
    /// <returns>Whether <see cref="MarkHandledAsync"/> was called for it.</returns>
    Task<bool> IsHandledAsync(string destination, string logId, CancellationToken cancellationToken = default);

    /// <summary>Remembers that the message was handled. Called after its handler has succeeded. When this throws, a warning is logged and the response is 200.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="logId">The ID of Redox's log of the message.</param>
    /// <param name="cancellationToken">Never cancelled: completed work must be remembered, even when the sender has disconnected.</param>
    /// <returns>A task that completes when the message is remembered.</returns>
    Task MarkHandledAsync(string destination, string logId, CancellationToken cancellationToken = default);
}
