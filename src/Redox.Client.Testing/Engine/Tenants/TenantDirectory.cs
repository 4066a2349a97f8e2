using System.Collections.Concurrent;
using Redox.Client.Testing.Engine.Authentication;

namespace Redox.Client.Testing.Engine.Tenants;

/// <summary>
/// Whose request is this? An OAuth client is a namespace: a token request belongs to the client it names, any other to the client whose
/// token it carries. Nothing else tells tenants apart, so the application under test needs no header and no port of its own.
/// </summary>
internal sealed class TenantDirectory(AccessTokens tokens)
{
    private readonly ConcurrentDictionary<string, TenantExchange> _byClientId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TenantExchange> _byLegacyKey = new(StringComparer.Ordinal);

    public IEnumerable<TenantExchange> All => _byClientId.Values;

    public void Add(TenantExchange tenant) =>
        (_byClientId[tenant.Client.Id], _byLegacyKey[tenant.Client.LegacyApiKey]) = (tenant, tenant);

    public void Remove(TenantExchange tenant)
    {
        _byClientId.TryRemove(tenant.Client.Id, out _);
        _byLegacyKey.TryRemove(tenant.Client.LegacyApiKey, out _);
    }

    /// <summary>The tenant a request belongs to; <see langword="null"/> when it names no client and carries no token of one.</summary>
    public TenantExchange? OwnerOf(FakeRequest request) => request.Path switch
    {
        Routes.Token => Signer(request),
        Routes.Authenticate or Routes.RefreshToken => LegacyClient(request),
        _ => BearerCheck.TokenOf(request) is { } token ? Find(_byClientId, tokens.Find(token)?.Client.Id) : null,
    };

    private TenantExchange? Signer(FakeRequest request)
    {
        var claims = SignedJwt.Parse(TokenForm.Parse(request.Body).Assertion)?.Claims ?? default;

        // A wrong iss beside a right sub is the mistake of the client in sub, and belongs into its journal.
        return Find(_byClientId, claims.Text("iss")) ?? Find(_byClientId, claims.Text("sub"));
    }

    private TenantExchange? LegacyClient(FakeRequest request) =>
        JsonReading.TryParseObject(request.Body, out var body) ? Find(_byLegacyKey, body.Text("apiKey")) : null;

    private static TenantExchange? Find(ConcurrentDictionary<string, TenantExchange> tenants, string? key) =>
        key is null ? null : tenants.GetValueOrDefault(key);
}
