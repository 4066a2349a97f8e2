using Redox.Client.Testing.Engine.Authentication;

namespace Redox.Client.Testing;

/// <summary>
/// The API keys of one client, as in the Redox dashboard: register and remove public keys, revoke tokens. Safe for concurrent use.
/// </summary>
public sealed class RedoxFakeAuth
{
    private readonly RegisteredClient _client;
    private readonly AccessTokens _tokens;

    internal RedoxFakeAuth(RegisteredClient client, AccessTokens tokens) => (_client, _tokens) = (client, tokens);

    /// <summary>The IDs of the client's registered keys, in order.</summary>
    public IReadOnlyList<string> KeyIds => [.. _client.KeyIds];

    /// <summary>The client's legacy API key. For tests only.</summary>
    public string LegacyApiKey => _client.LegacyApiKey;

    /// <summary>The secret of <see cref="LegacyApiKey"/>. For tests only: it is the same for every client.</summary>
    public string LegacySecret { get; } = TestCredentials.LegacySecret;

    /// <summary>
    /// The lifetime of OAuth tokens issued to the client from now on. Default: <see cref="RedoxFakeOptions.TokenLifetime"/>. Whole seconds, greater than zero.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than a second.</exception>
    public TimeSpan TokenLifetime
    {
        get => _tokens.LifetimeFor(_client);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromSeconds(1));
            _client.TokenLifetime = value;
        }
    }

    /// <summary>
    /// Sets the values of access tokens issued from now on, so that the test can look for them, for example in the application's log.
    /// By default they are random.
    /// </summary>
    /// <param name="value">The value for each token of the client, counted from 1: <c>number => $"CANARY-token-{number}"</c>. Every token of a fake must be different.</param>
    public void UseTokenValues(Func<int, string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _client.TokenValue = value;
    }

    /// <summary>Registers another public key of the client, or replaces the one with this ID.</summary>
    /// <param name="keyId">Its <c>kid</c>.</param>
    /// <param name="pem">The key in PEM form, the public key or the whole key pair: RSA (RS384), or EC on P-384 (ES384).</param>
    /// <exception cref="ArgumentException">The key is neither.</exception>
    public void RegisterKey(string keyId, string pem)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyId);
        ArgumentException.ThrowIfNullOrWhiteSpace(pem);
        _client.Add(new RegisteredKey(keyId, pem));
    }

    /// <summary>Removes a public key: assertions signed with it are refused from now on. Tokens already issued remain valid.</summary>
    /// <param name="keyId">Its <c>kid</c>.</param>
    /// <returns>Whether it was registered.</returns>
    public bool RemoveKey(string keyId) => _client.Remove(keyId);

    /// <summary>Lets every access token issued to the client so far expire, while the clock stays as it is; refresh tokens remain valid.</summary>
    internal void ExpireTokens() => _tokens.Expire(_client);

    /// <summary>Revokes every access token and refresh token issued to the client so far: messages that carry them are answered with 401.</summary>
    public void RevokeTokens()
    {
        _tokens.Revoke(_client);
        _client.RevokeRefreshTokens();
    }
}
