namespace Redox.Client;

/// <summary>
/// The limit that the client enforces itself, because Redox asks for it: callers wait for their turn instead of being refused.
/// All clients of one service provider that use the same <see cref="RedoxClientOptions.BaseAddress"/> share one limit, since Redox counts
/// the requests of an IP address. Several processes behind one IP address share Redox's limit too: give each its part. (Redox: "Quotas and constraints")
/// </summary>
public sealed class RedoxRateLimitOptions
{
    /// <summary>Whether the client enforces the limit. Default: <see langword="true"/>. Without it, Redox refuses excess requests (HTTP 429).</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many requests are sent in any <see cref="Window"/>, including retries and token requests. At least 1. Default: 10,000.</summary>
    public int PermitLimit { get; set; } = 10_000;

    /// <summary>The length of the rolling window. More than zero, up to a day. Default: 5 minutes.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many calls may wait for their turn, each with its message in memory; further ones fail at once with <see cref="RedoxRateLimitException"/>.
    /// So does a call whose turn cannot come within its time limit. With 0, no call waits. Default: 1,000.
    /// </summary>
    public int QueueLimit { get; set; } = 1_000;
}
