using System.Net.Http.Headers;

namespace Redox.Client.Authentication;

/// <summary>A bearer token (RFC 6750), opaque to us, and how long it is valid.</summary>
internal sealed class AccessToken
{
    private static readonly TimeSpan LargestMargin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestTravel = TimeSpan.FromSeconds(5);
    private bool _wasAccepted;

    public AccessToken(string value, DateTimeOffset requestedAt, TimeSpan life)
    {
        Header = new AuthenticationHeaderValue("Bearer", value);
        RequestedAt = requestedAt;
        Life = life;

        // Fixed margins would use up a short life: Redox's tokens live for only five minutes.
        var expiresAt = requestedAt + life;
        RenewAt = expiresAt - Shorter(LargestMargin, life / 5);
        UsableUntil = expiresAt - Shorter(LongestTravel, life / 20);
    }

    public AuthenticationHeaderValue Header { get; }

    public DateTimeOffset RequestedAt { get; }

    public TimeSpan Life { get; }

    /// <summary>From here on a new one is obtained in the background.</summary>
    public DateTimeOffset RenewAt { get; }

    /// <summary>From here on it might expire in transit, so callers wait for a new one.</summary>
    public DateTimeOffset UsableUntil { get; }

    /// <summary>Whether Redox has ever accepted it for a call.</summary>
    public bool WasAccepted => Volatile.Read(ref _wasAccepted);

    public void Accepted()
    {
        if (!WasAccepted)
        {
            Volatile.Write(ref _wasAccepted, true);
        }
    }

    public bool IsSameAs(AccessToken? other) => other is not null && other.Header.Parameter == Header.Parameter;

    public override string ToString() => nameof(AccessToken);

    private static TimeSpan Shorter(TimeSpan first, TimeSpan second) => first < second ? first : second;
}
