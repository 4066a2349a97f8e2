namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>The settings shared by all tenants of a fake. A copy of the options, so that later changes to them have no effect.</summary>
/// <param name="Clock">The fake's clock.</param>
/// <param name="Tokens">All tokens that the fake has issued, each bound to its client.</param>
/// <param name="Assertions">Which assertions are accepted.</param>
/// <param name="Subscriptions">Which messages may be sent to which destinations.</param>
/// <param name="MaxMessageSize">The largest accepted body, in bytes.</param>
/// <param name="RateLimit">The rate limit of each tenant.</param>
internal sealed record ExchangeSettings(
    RedoxClock Clock,
    Authentication.AccessTokens Tokens,
    Authentication.AssertionRules Assertions,
    Messages.Subscriptions Subscriptions,
    int MaxMessageSize,
    RedoxFakeRateLimitOptions RateLimit)
{
    // In the United States and in Canada.
    private static readonly Uri[] RealRedox = [new("https://api.redoxengine.com"), new("https://api.ca.redoxengine.com")];

    /// <summary>Whether requests come over a socket.</summary>
    public required bool OverSocket { get; init; }

    /// <summary>What the times of an assertion are compared with.</summary>
    public required TimeProvider AssertionTime { get; init; }

    public required int JournalCapacity { get; init; }

    public required int MaxRecordedBodySize { get; init; }

    public required RedoxFakePushOptions Push { get; init; }

    /// <summary>The events that a test may name.</summary>
    public required EventNames Events { get; init; }

    public static ExchangeSettings From(RedoxFakeOptions options, Uri baseAddress)
    {
        var events = new EventNames(options.CustomEvents);
        foreach (var dataModel in options.Destinations.Values.SelectMany(destination => destination.DataModels))
        {
            events.Check(dataModel, StringComparison.OrdinalIgnoreCase);
        }

        var clock = options.TimeProvider as RedoxClock ?? new RedoxClock(options.TimeProvider);
        return new(
            clock,
            new(clock, options.TokenLifetime),
            new([TokenAddress(baseAddress), .. options.AdditionalAudiences], [.. RealRedox.Select(TokenAddress)], options.RefuseReusedAssertions),
            new(options),
            options.MaxMessageSize,
            options.RateLimit.Copy())
        {
            OverSocket = baseAddress.IsLoopback,
            AssertionTime = options.AssertionTime ?? clock,
            JournalCapacity = options.JournalCapacity,
            MaxRecordedBodySize = options.MaxRecordedBodySize,
            Push = options.Push.Copy(),
            Events = events,
        };
    }

    private static string TokenAddress(Uri exchange) => new Uri(exchange, EndpointTable.Token.Path).AbsoluteUri;
}
