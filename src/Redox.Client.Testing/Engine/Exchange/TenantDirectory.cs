using System.Collections.Concurrent;
using Redox.Client.Testing.Engine.Authentication;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>
/// Finds the tenant of a request. An OAuth client is a namespace: a token request belongs to the client that it names, any other request to the client whose
/// token it carries. Tenants differ in nothing else, so the application under test needs no special header or port.
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

    /// <summary>The tenant of a request; <see langword="null"/> if it does not name a client or carry a token of one.</summary>
    public TenantExchange? OwnerOf(FakeRequest request, Credential credential) => credential switch
    {
        Credential.Assertion => Signer(request),
        Credential.LegacyKey => Find(_byLegacyKey, LegacyRequest.Of(request)?.ApiKey),
        _ => BearerCheck.TokenOf(request) is { } token ? Find(_byClientId, tokens.Find(token)?.Client.Id) : null,
    };

    private TenantExchange? Signer(FakeRequest request)
    {
        var claims = TokenForm.Of(request).Jwt?.Claims ?? default;

        // A wrong iss with a correct sub is a mistake of the client in sub, and belongs in its journal.
        return Find(_byClientId, claims.Text("iss")) ?? Find(_byClientId, claims.Text("sub"));
    }

    private static TenantExchange? Find(ConcurrentDictionary<string, TenantExchange> tenants, string? key) =>
        key is null ? null : tenants.GetValueOrDefault(key);
}
