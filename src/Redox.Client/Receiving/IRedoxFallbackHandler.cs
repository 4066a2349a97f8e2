namespace Redox.Client.Receiving;

/// <summary>
/// Receives deliveries that no handler takes: bodies that cannot be read, and events and queries without a handler. Without a fallback they are refused, and one refused
/// event pauses its whole feed.
/// </summary>
public interface IRedoxFallbackHandler
{
    /// <summary>Decides on one delivery: keep the bytes and accept it, or refuse it.</summary>
    /// <param name="unhandled">The delivery, and why no handler took it.</param>
    /// <param name="delivery">When and where it came from, with the raw bytes.</param>
    /// <param name="cancellationToken">Cancelled when Redox closes the connection.</param>
    /// <returns>The decision to report to Redox.</returns>
    Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
