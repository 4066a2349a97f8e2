namespace Redox.Client.Receiving;

/// <summary>
/// Remembers which messages were handled, so that one that is delivered again is not handled again. A singleton, asked before the handler and told after it: never in
/// the handler's own transaction. Where handling must show once only, whatever dies in between, the handler writes <see cref="RedoxDeliveryContext.LogId"/> in the transaction
/// of its own data (docs: "Receiving"). Must be safe for concurrent use.
/// </summary>
public interface IRedoxDeduplicationStore
{
    /// <summary>Whether the message was handled. When this throws, the delivery is answered 500 and Redox repeats it.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="logId">The ID of Redox's log of the message.</param>
    /// <param name="cancellationToken">Cancelled when Redox gives the connection up.</param>
    /// <returns>Whether <see cref="MarkHandledAsync"/> was called for it.</returns>
    Task<bool> IsHandledAsync(string destination, string logId, CancellationToken cancellationToken = default);

    /// <summary>Remembers that the message was handled. Called after its handler has succeeded. When this throws, a warning is logged and 200 is answered.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="logId">The ID of Redox's log of the message.</param>
    /// <param name="cancellationToken">Never cancelled: what was done is to be remembered, whoever has gone away.</param>
    /// <returns>A task that ends when it is remembered.</returns>
    Task MarkHandledAsync(string destination, string logId, CancellationToken cancellationToken = default);
}
