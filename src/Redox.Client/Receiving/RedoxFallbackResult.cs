namespace Redox.Client.Receiving;

/// <summary>A fallback's decision: <see cref="Accept"/>, or <see cref="Refuse"/>.</summary>
public sealed class RedoxFallbackResult
{
    private RedoxFallbackResult(int statusCode) => StatusCode = statusCode;

    /// <summary>
    /// 200: the delivery is accepted; Redox forgets it and continues with the next. Keep <see cref="RedoxDeliveryContext.Body"/> first. A query is still refused (501),
    /// since there is no response to it.
    /// </summary>
    public static RedoxFallbackResult Accept { get; } = new(200);

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>4xx or 5xx: Redox pauses the feed, keeps the message and delivers it again.</summary>
    /// <param name="statusCode">400 to 599. Default: 400.</param>
    /// <returns>The refusal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not a refusal.</exception>
    public static RedoxFallbackResult Refuse(int statusCode = 400)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        return new RedoxFallbackResult(statusCode);
    }
}
