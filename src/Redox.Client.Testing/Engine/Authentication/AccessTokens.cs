using Redox.Client.Testing.Fidelity;
namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>The access tokens issued: opaque and random, each bound to its client and expiring on the fake's clock.</summary>
[Follows(Ledger.TokenLife, Ledger.TokenFormat)]
internal sealed class AccessTokens(TimeProvider clock, TimeSpan lifetime)
{
    // Expired tokens are remembered for a while, so that the journal can distinguish them from unknown ones.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Dictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly Queue<AccessToken> _order = new();
    private readonly Lock _gate = new();

    /// <summary>The lifetime of a client's OAuth tokens.</summary>
    public TimeSpan LifetimeFor(RegisteredClient client) => client.TokenLifetime ?? lifetime;

    public AccessToken Issue(RegisteredClient client) => Issue(client, client.NextToken(), LifetimeFor(client));

    /// <summary>Issues a token of a legacy API key.</summary>
    public AccessToken IssueLegacy(RegisteredClient client, TimeSpan ownLifetime) => Issue(client, client.NextLegacyToken(), ownLifetime);

    public AccessToken? Find(string value)
    {
        lock (_gate)
        {
            return _tokens.GetValueOrDefault(value);
        }
    }

    /// <summary>Invalidates all tokens issued to a client so far.</summary>
    public void Revoke(RegisteredClient client)
    {
        lock (_gate)
        {
            foreach (var token in _order.Where(token => token.Client == client))
            {
                token.IsRevoked = true;
            }
        }
    }

    /// <summary>Lets all tokens issued to a client so far expire at this moment.</summary>
    public void Expire(RegisteredClient client)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var token in _order.Where(token => token.Client == client && token.ExpiresAt > now))
            {
                token.Expire(now);
            }
        }
    }

    public bool IsExpired(AccessToken token) => clock.GetUtcNow() >= token.ExpiresAt;

    private AccessToken Issue(RegisteredClient client, string value, TimeSpan ownLifetime)
    {
        var now = clock.GetUtcNow();
        var token = new AccessToken(value, client, now + ownLifetime);
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && now - oldest.ExpiresAt > Memory)
            {
                _tokens.Remove(_order.Dequeue().Value);
            }

            _tokens[token.Value] = token;
            _order.Enqueue(token);
        }

        return token;
    }
}

/// <summary>A class, not a record, because its text would be a credential.</summary>
internal sealed class AccessToken(string value, RegisteredClient client, DateTimeOffset expiresAt)
{
    public string Value => value;

    public RegisteredClient Client => client;

    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;

    public bool IsRevoked { get; set; }

    public void Expire(DateTimeOffset now) => ExpiresAt = now;
}
