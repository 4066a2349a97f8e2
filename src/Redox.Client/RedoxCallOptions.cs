namespace Redox.Client;

/// <summary>Settings for one call. A setting that is not set is taken from the message and <see cref="RedoxClientOptions"/>. Immutable, so one instance may serve many calls.</summary>
public sealed record RedoxCallOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>
    /// Where the message goes, in place of the destinations in its <c>Meta</c>: each the ID (a UUID) of a destination, or its name as configured in
    /// <see cref="RedoxClientOptions.Destinations"/>. Default: empty, and the message's own destinations apply.
    /// </summary>
    /// <exception cref="ArgumentNullException">Thrown when set to <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">Thrown when set: a destination is null or blank.</exception>
    public IReadOnlyList<string> Destinations
    {
        get;
        init => field = Checked(value);
    } = [];

    /// <summary>
    /// The time limit for the whole call: waiting for the rate limit, the token, all attempts and the pauses between them. More than zero, up to a day.
    /// Default: <see langword="null"/>, which is 120 seconds, the time that Redox itself allows a destination to answer a query. (Redox: "REQUEST")
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when set: not in that range.</exception>
    public TimeSpan? Timeout
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>
    /// Consent to retry an event after a transient failure although it may have arrived, so that <b>its destinations may receive it twice</b>:
    /// after a broken connection, or after 408, 502, 503 or 504. Redox does not remove duplicates; set this only where the receiver does,
    /// or where a second copy does no harm. Default: <see langword="false"/>.
    /// </summary>
    /// <value>
    /// Has no effect on a query, which changes nothing and is always retried. Not accepted for a write back, which changes a chart:
    /// <see cref="IRedoxClient.WriteBackAsync{TMessage}(TMessage, RedoxCallOptions, CancellationToken)"/> throws an <see cref="ArgumentException"/>.
    /// </value>
    public bool AcceptDuplicateDelivery { get; init; }

    /// <summary>
    /// Whether the members of the message are checked before it is sent: required members, kinds of values and dates. Default: <see langword="null"/>, and
    /// <see cref="RedoxClientOptions.ValidateBeforeSending"/> decides.
    /// </summary>
    /// <value>
    /// With <see langword="false"/> a message goes out as it is, an odd <c>Meta.Test</c> included. Its size is still checked, and odd forms of the other
    /// members that decide where it goes and who it comes from (<c>Meta.Destinations</c>, <c>Source</c>, <c>DataModel</c>, <c>EventType</c>) are always refused.
    /// </value>
    public bool? Validate { get; init; }

    /// <summary>The type's name only.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxCallOptions);

    internal static RedoxCallOptions Default { get; } = new();

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> destinations)
    {
        ArgumentNullException.ThrowIfNull(destinations);
        foreach (var destination in destinations)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(destination, nameof(Destinations));
        }

        return [.. destinations];
    }

    private static TimeSpan? Checked(TimeSpan? timeout)
    {
        if (timeout is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(Timeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LongestTimeout, nameof(Timeout));
        }

        return timeout;
    }
}
