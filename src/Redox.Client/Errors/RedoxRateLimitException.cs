namespace Redox.Client;

/// <summary>Too many requests: 10,000 in five minutes by default. (Redox: "Quotas and constraints")</summary>
public sealed class RedoxRateLimitException : RedoxException
{
    /// <summary>Creates the exception. Public so that tests of applications can throw it.</summary>
    /// <param name="message">Cause and remedy, without patient data or secrets.</param>
    /// <param name="innerException">The cause, if it is free of patient data and secrets.</param>
    public RedoxRateLimitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = true;
        Delivery = Delivery.Rejected; // As for Redox's 429. The client's own limit sets NotSent.
    }

    private RedoxRateLimitException(string message, RedoxRateLimitException original)
        : base(message, original) => Limit = original.Limit;

    /// <summary>The limit that was exceeded (<c>X-RateLimit-Limit</c>), if Redox named it.</summary>
    public int? Limit { get; init; }

    private protected override RedoxException Copy(string message) => new RedoxRateLimitException(message, this);
}
