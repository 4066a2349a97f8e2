using System.Collections.Frozen;
using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>
/// The endpoints of the exchange, and the only place that knows their paths. A request is matched once, when it arrives; from then on it carries its row. Another
/// endpoint is another row here, with a handler and an entry of the <see cref="Ledger"/>.
/// </summary>
internal static class EndpointTable
{
    /// <summary>The token endpoint, whose address is the <c>aud</c> of an assertion.</summary>
    public static readonly FakeEndpoint Token = new(
        "POST", "/v2/auth/token", FakeRoute.Token, Credential.Assertion, Ledger.RouteToken, tenant => new TokenEndpoint(tenant.Client, tenant.Assertions, tenant.Tokens).Answer);

    /// <summary>Where clients send their messages.</summary>
    public static readonly FakeEndpoint Messages = new(
        "POST", "/endpoint", FakeRoute.Messages, Credential.BearerToken, Ledger.RouteEndpoint, tenant => MessagesOf(tenant).Answer);

    public static readonly IReadOnlyList<FakeEndpoint> All =
    [
        Token,
        new("POST", "/auth/authenticate", FakeRoute.Token, Credential.LegacyKey, Ledger.RouteLegacy, tenant => LegacyOf(tenant).Authenticate),
        new("POST", "/auth/refreshToken", FakeRoute.Token, Credential.LegacyKey, Ledger.RouteLegacy, tenant => LegacyOf(tenant).Refresh),
        Messages,
        new("POST", "/query", FakeRoute.Messages, Credential.BearerToken, Ledger.RouteQuery, tenant => MessagesOf(tenant).Answer),
    ];

    [Follows(Ledger.RoutePathForm)]
    private static readonly FrozenDictionary<string, FakeEndpoint[]> ByPath =
        All.GroupBy(endpoint => endpoint.Path).ToFrozenDictionary(endpoints => endpoints.Key, endpoints => endpoints.ToArray(), StringComparer.OrdinalIgnoreCase);

    public static EndpointMatch Match(string method, string path)
    {
        if (!ByPath.TryGetValue(WithoutLastSlash(path), out var endpoints))
        {
            return default;
        }

        var exact = Array.Find(endpoints, endpoint => endpoint.Method == method);
        return new(exact ?? endpoints[0], exact is not null, string.Join(',', endpoints.Select(endpoint => endpoint.Method)));
    }

    public static bool HasPath(string path) => ByPath.ContainsKey(WithoutLastSlash(path));

    private static string WithoutLastSlash(string path) => path.EndsWith('/') ? path[..^1] : path;

    private static LegacyEndpoint LegacyOf(TenantExchange tenant) => new(tenant.Client, tenant.Tokens);

    private static MessageEndpoint MessagesOf(TenantExchange tenant) =>
        new(new BearerCheck(tenant.Client, tenant.Tokens), new AcceptanceCheck(tenant.Subscriptions), tenant.Data, tenant.Responses);
}
