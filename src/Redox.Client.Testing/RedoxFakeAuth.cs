using Redox.Client.Testing.Engine.Authentication;

namespace Redox.Client.Testing;

/// <summary>
/// The API keys of one client, as the Redox dashboard shows them: register and remove public keys, revoke tokens. Safe for concurrent use.
/// </summary>
public sealed class RedoxFakeAuth
{
    private readonly RegisteredClient _client;
    private readonly AccessTokens _tokens;
    private readonly LegacyEndpoint _legacy;

    internal RedoxFakeAuth(RegisteredClient client, AccessTokens tokens, LegacyEndpoint legacy) => (_client, _tokens, _legacy) = (client, tokens, legacy);

    /// <summary>The IDs of the client's registered keys, in order.</summary>
    public IReadOnlyList<string> KeyIds => [.. _client.KeyIds];

    /// <summary>The client's legacy API key. Test only.</summary>
    public string LegacyApiKey => _client.LegacyApiKey;

    /// <summary>The secret of <see cref="LegacyApiKey"/>. Test only: it is the same for every client.</summary>
    public string LegacySecret { get; } = TestCredentials.LegacySecret;

    /// <summary>
    /// How long the client's OAuth tokens live that are issued from now on. Default: <see cref="RedoxFakeOptions.TokenLifetime"/>. Whole seconds, above zero.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than a second.</exception>
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
    /// Gives the access tokens that are issued from now on a value of the test's own, so that it can look for them: in the application's log, say.
    /// By default they are random.
    /// </summary>
    /// <param name="value">The value for each token of the client, counted from 1: <c>number => $"CANARY-token-{number}"</c>. No two tokens of a fake may be alike.</param>
    public void NameTokens(Func<int, string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _client.TokenValue = value;
    }

    /// <summary>Registers a further public key of the client, or replaces the one of that ID.</summary>
    /// <param name="keyId">Its <c>kid</c>.</param>
    /// <param name="pem">The key in PEM form, the public half or the whole: RSA (RS384), or EC on P-384 (ES384).</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public void RegisterKey(string keyId, string pem)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyId);
        ArgumentException.ThrowIfNullOrWhiteSpace(pem);
        _client.Add(new RegisteredKey(keyId, pem));
    }

    /// <summary>Removes a public key: assertions signed with it are refused from now on. Tokens already issued stay good.</summary>
    /// <param name="keyId">Its <c>kid</c>.</param>
    /// <returns>Whether there was one.</returns>
    public bool RemoveKey(string keyId) => _client.Remove(keyId);

    /// <summary>Revokes every access token and refresh token issued to the client so far: messages with them are answered 401.</summary>
    public void RevokeTokens()
    {
        _tokens.Revoke(_client);
        _legacy.Revoke();
    }
}
