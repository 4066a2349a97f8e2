namespace Redox.Client.Testing.Engine;

/// <summary>The paths the fake answers, by POST only.</summary>
internal static class Routes
{
    [Documented("Authenticate an OAuth API key")]
    public const string Token = "/v2/auth/token";

    [Documented("Authenticate a legacy API key")]
    public const string Authenticate = "/auth/authenticate";

    [Documented("Authenticate a legacy API key")]
    public const string RefreshToken = "/auth/refreshToken";

    [Documented("Data model reference")]
    public const string Endpoint = "/endpoint";

    [Documented("Queries: the older path; both take events and queries alike")]
    public const string Query = "/query";

    /// <summary>What a request is for; <see langword="null"/> when no endpoint answers it.</summary>
    public static FakeRoute? Of(FakeRequest request) => request.Method != "POST" ? null : request.Path switch
    {
        Endpoint or Query => FakeRoute.Messages,
        Token or Authenticate or RefreshToken => FakeRoute.Token,
        _ => null,
    };
}
