using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Faults.Kinds;

namespace Redox.Client.Testing;

/// <summary>Tokens: refused, or worthless from one moment to the next.</summary>
public abstract partial class Fault
{
    /// <summary>
    /// The bearer token of the request expires at this moment, and so the message is refused with 401. Unlike <see cref="Unauthorized"/>
    /// every later request with this token is refused too.
    /// </summary>
    [Documented("Error handling and responses: 401, token expired")]
    public static Fault ExpiredToken { get; } = new WorthlessTokenFault("the token expired", static (token, now) => token.Expire(now));

    /// <summary>The bearer token of the request is revoked at this moment, and so it and every later one with this token are refused with 401.</summary>
    [Documented("Error handling and responses: 401, authentication failed")]
    public static Fault RevokedToken { get; } = new WorthlessTokenFault("the token was revoked", static (token, _) => token.IsRevoked = true);

    /// <summary>401 <c>Invalid request</c>: the answer to a legacy API key whose secret is wrong.</summary>
    [Recorded("Replies of 2020: status, text and content type")]
    public static Fault LegacyUnauthorized { get; } = new RefusalFault("401 Invalid request (legacy key)", LegacyEndpoint.Unauthorized, FakeRoute.Token);

    /// <summary>The token endpoint refuses the assertion: 400, <c>error</c> is <c>invalid_request</c>.</summary>
    /// <param name="description"><c>error_description</c>; Redox's page lists the texts, and one of them is the empty one.</param>
    [Documented("Troubleshoot OAuth API key errors: the body")]
    [Assumed("Status 400, the rule of RFC 6749, 5.2")]
    public static Fault InvalidRequest(string description = TokenErrors.None) => OAuthError("invalid_request", description);

    /// <summary>The token endpoint refuses with an OAuth error (RFC 6749, 5.2): the triple <c>error</c>, <c>error_description</c>, <c>error_uri</c>.</summary>
    /// <param name="error">The code, such as <c>invalid_client</c>.</param>
    /// <param name="description">In words.</param>
    /// <param name="status">The HTTP status. Default: 400.</param>
    [Assumed("Any code but invalid_request; the status")]
    public static Fault OAuthError(string error, string description, int status = 400)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(error);
        ArgumentNullException.ThrowIfNull(description);
        return new RefusalFault($"{status} {error}", TokenErrors.Reply(status, error, description), FakeRoute.Token);
    }
}
