namespace Redox.Client.Testing;

/// <summary>How many requests a client of the fake may send in any window of time. Requests beyond it are answered with 429. (Redox: "Quotas and constraints")</summary>
public sealed class RedoxFakeRateLimitOptions
{
    /// <summary>The value that Redox's page gives for <c>X-RateLimit-Limit</c>, which contradicts the limit itself: 7,500.</summary>
    public const int DocumentedHeader = 7_500;

    /// <summary>Whether there is a limit. Default: <see langword="true"/>. Turn it off to send more than 10,000 messages through one fake.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many requests of a client are accepted in any <see cref="Window"/>, token requests included. At least 1. Default: 10,000.</summary>
    public int PermitLimit { get; set; } = 10_000;

    /// <summary>The length of the rolling window, on the fake's clock. Greater than zero. Default: 5 minutes.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The value of <c>X-RateLimit-Limit</c> in a 429. Default: 7,500 (<see cref="DocumentedHeader"/>).</summary>
    public int Header { get; set; } = DocumentedHeader;

    internal RedoxFakeRateLimitOptions Copy() => (RedoxFakeRateLimitOptions)MemberwiseClone();
}
