namespace Redox.Client.Receiving;

/// <summary>
/// Takes what no handler takes: bodies that cannot be read, events without a handler, queries without one. Without a fallback they are refused, and one refused
/// event pauses its whole feed.
/// </summary>
public interface IRedoxFallbackHandler
{
    /// <summary>Decides about one delivery: keep the bytes and accept, or refuse.</summary>
    /// <param name="unhandled">What came, and why no handler took it.</param>
    /// <param name="delivery">When and from where it came, with the raw bytes.</param>
    /// <param name="cancellationToken">Cancelled when Redox gives the connection up.</param>
    /// <returns>What Redox is told.</returns>
    Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
