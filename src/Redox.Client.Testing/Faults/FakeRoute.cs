namespace Redox.Client.Testing;

/// <summary>The parts of the exchange that a fault can be scripted for.</summary>
public enum FakeRoute
{
    /// <summary>Events and queries: <c>POST /endpoint</c> and <c>POST /query</c>.</summary>
    Messages,

    /// <summary>Requests for a token: <c>POST /v2/auth/token</c>, and with a legacy API key <c>/auth/authenticate</c> and <c>/auth/refreshToken</c>.</summary>
    Token,
}
