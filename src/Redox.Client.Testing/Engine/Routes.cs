namespace Redox.Client.Testing.Engine;

/// <summary>The paths that the fake answers, only for POST.</summary>
internal static class Routes
{
    [Follows(Ledger.RoutePaths)]
    public const string Token = "/v2/auth/token";

    [Follows(Ledger.RoutePaths)]
    public const string Authenticate = "/auth/authenticate";

    [Follows(Ledger.RoutePaths)]
    public const string RefreshToken = "/auth/refreshToken";

    [Follows(Ledger.RoutePaths)]
    public const string Endpoint = "/endpoint";

    [Follows(Ledger.RouteQuery)]
    public const string Query = "/query";

    /// <summary>The route of a request; <see langword="null"/> if no endpoint answers it.</summary>
    public static FakeRoute? Of(FakeRequest request) => request.Method != "POST" ? null : request.Path switch
    {
        Endpoint or Query => FakeRoute.Messages,
        Token or Authenticate or RefreshToken => FakeRoute.Token,
        _ => null,
    };
}
