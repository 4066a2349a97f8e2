namespace Redox.Client.Testing;

/// <summary>The parts of the exchange: a request belongs to one of them by its path (<see cref="RecordedRequest.Route"/>), and faults are scripted for one of them.</summary>
public enum FakeRoute
{
    /// <summary>Events and queries: <c>POST /endpoint</c> and <c>POST /query</c>.</summary>
    Messages,

    /// <summary>Token requests: <c>POST /v2/auth/token</c>, and with a legacy API key <c>/auth/authenticate</c> and <c>/auth/refreshToken</c>.</summary>
    Token,
}
