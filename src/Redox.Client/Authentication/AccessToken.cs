using System.Net.Http.Headers;

namespace Redox.Client.Authentication;

/// <summary>A bearer token (RFC 6750), opaque to us, and how long it is good.</summary>
internal sealed class AccessToken
{
    private static readonly TimeSpan LargestMargin = TimeSpan.FromSeconds(60);

    public AccessToken(string value, DateTimeOffset requestedAt, TimeSpan life)
    {
        Header = new AuthenticationHeaderValue("Bearer", value);

        // A margin of fixed size would eat up a short life: Redox's tokens live for five minutes only.
        RenewAt = requestedAt + life - TimeSpan.FromTicks(Math.Min(LargestMargin.Ticks, life.Ticks / 5));
    }

    public AuthenticationHeaderValue Header { get; }

    public DateTimeOffset RenewAt { get; }

    public override string ToString() => nameof(AccessToken);
}
