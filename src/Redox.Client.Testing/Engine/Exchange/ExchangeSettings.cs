namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>The settings shared by all tenants of a fake. A copy of the options, so that later changes to them have no effect.</summary>
/// <param name="Clock">The fake's clock.</param>
/// <param name="Tokens">All tokens that the fake has issued, each bound to its client.</param>
/// <param name="Audiences">The allowed values of <c>aud</c>.</param>
/// <param name="Subscriptions">Which messages may be sent to which destinations.</param>
/// <param name="MaxMessageSize">The largest accepted body, in bytes.</param>
/// <param name="RateLimit">The rate limit of each tenant.</param>
internal sealed record ExchangeSettings(
    RedoxClock Clock,
    Authentication.AccessTokens Tokens,
    IReadOnlyCollection<string> Audiences,
    Messages.Subscriptions Subscriptions,
    int MaxMessageSize,
    RedoxFakeRateLimitOptions RateLimit)
{
    /// <summary>Whether requests come over a socket.</summary>
    public required bool OverSocket { get; init; }

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
            [new Uri(baseAddress, EndpointTable.Token.Path).AbsoluteUri, .. options.AdditionalAudiences],
            new(options),
            options.MaxMessageSize,
            options.RateLimit.Copy())
        {
            OverSocket = baseAddress.IsLoopback,
            JournalCapacity = options.JournalCapacity,
            MaxRecordedBodySize = options.MaxRecordedBodySize,
            Push = options.Push.Copy(),
            Events = events,
        };
    }
}
