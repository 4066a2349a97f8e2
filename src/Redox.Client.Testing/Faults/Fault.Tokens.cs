using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Faults.Kinds;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>Tokens that are refused, or that suddenly become invalid.</summary>
public abstract partial class Fault
{
    /// <summary>
    /// The bearer token of the request expires at this moment, so the message is refused with 401. Unlike with <see cref="Unauthorized"/>,
    /// every later request with this token is refused too.
    /// </summary>
    public static Fault ExpiredToken { get; } = new WorthlessTokenFault("the token expired", static (token, now) => token.Expire(now)) { Follows = [Ledger.BearerRefused] };

    /// <summary>The bearer token of the request is revoked at this moment, so this and every later request with this token are refused with 401.</summary>
    public static Fault RevokedToken { get; } = new WorthlessTokenFault("the token was revoked", static (token, _) => token.IsRevoked = true) { Follows = [Ledger.BearerRefused] };

    /// <summary>401 <c>Invalid request</c>: the response to a legacy API key with a wrong secret.</summary>
    public static Fault LegacyUnauthorized { get; } = new RefusalFault("401 Invalid request (legacy key)", LegacyEndpoint.Unauthorized, FakeRoute.Token) { Follows = [Ledger.LegacyRefusal] };

    /// <summary>The token endpoint refuses the assertion: 400, <c>error</c> is <c>invalid_request</c>.</summary>
    /// <param name="description"><c>error_description</c>; Redox's page lists the texts, one of which is empty.</param>
    public static Fault InvalidRequest(string description = TokenErrors.None) => OAuthError(TokenErrors.InvalidRequest, description);

    /// <summary>The token endpoint refuses with an OAuth error (RFC 6749, 5.2): the triple <c>error</c>, <c>error_description</c>, <c>error_uri</c>.</summary>
    /// <param name="error">The code, such as <c>invalid_client</c>.</param>
    /// <param name="description">The description.</param>
    /// <param name="status">The HTTP status. Default: 400.</param>
    public static Fault OAuthError(string error, string description, int status = 400)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(error);
        ArgumentNullException.ThrowIfNull(description);
        return new RefusalFault($"{status} {error}", TokenErrors.Reply(status, error, description), FakeRoute.Token)
        {
            Follows = error == TokenErrors.InvalidRequest ? [Ledger.TokenRefusal, Ledger.TokenRefusalStatus] : [Ledger.FaultOAuthError],
        };
    }
}
