using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>An API key as Redox knows it: the client's ID, its public keys, and the source of its messages.</summary>
[Follows(Ledger.TokenKeys)]
internal sealed class RegisteredClient(string id, string legacyApiKey, Guid sourceId, string sourceName) : IDisposable
{
    private ImmutableDictionary<string, RegisteredKey> _keys = ImmutableDictionary.Create<string, RegisteredKey>(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _refreshTokens = new(StringComparer.Ordinal);
    private int _tokens;

    public string Id => id;

    public string LegacyApiKey => legacyApiKey;

    public string SourceId { get; } = sourceId.ToString();

    public string SourceName => sourceName;

    /// <summary>The lifetime of its OAuth tokens from now on; <see langword="null"/>: that of all clients.</summary>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>The value of each token by its number; <see langword="null"/>: random.</summary>
    public Func<int, string>? TokenValue { get; set; }

    public IEnumerable<string> KeyIds => _keys.Keys.Order(StringComparer.Ordinal);

    public string NextToken() => NextToken(static () => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>A new access token of its legacy API key.</summary>
    public string NextLegacyToken() => NextToken(static () => $"{Guid.NewGuid()}");

    /// <summary>A new refresh token of its legacy API key.</summary>
    public string NextRefreshToken()
    {
        var token = $"{Guid.NewGuid()}";
        _refreshTokens[token] = true;
        return token;
    }

    /// <summary>Uses up a refresh token.</summary>
    /// <returns>Whether it was issued to this client, and neither used nor revoked.</returns>
    public bool UseRefreshToken(string token) => _refreshTokens.TryRemove(token, out _);

    /// <summary>Revokes the refresh tokens; the secret remains valid.</summary>
    public void RevokeRefreshTokens() => _refreshTokens.Clear();

    public RegisteredKey? Find(string? keyId) => keyId is null ? null : _keys.GetValueOrDefault(keyId);

    public void Add(RegisteredKey key) => ImmutableInterlocked.Update(ref _keys, static (keys, added) => keys.SetItem(added.Id, added), key);

    public bool Remove(string keyId) => ImmutableInterlocked.TryRemove(ref _keys, keyId, out _);

    private string NextToken(Func<string> random)
    {
        var number = Interlocked.Increment(ref _tokens);
        return TokenValue?.Invoke(number) ?? random();
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
