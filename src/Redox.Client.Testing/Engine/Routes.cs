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
}
