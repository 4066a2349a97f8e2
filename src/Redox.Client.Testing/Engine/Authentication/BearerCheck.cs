using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>Identifies the sender by <c>Authorization: Bearer …</c> on every API request.</summary>
[Follows(Ledger.BearerHeader, Ledger.BearerRefused)]
internal sealed class BearerCheck(RegisteredClient client, AccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    [Follows(Ledger.ReplyWords)]
    public static readonly FakeResponse Unauthorized = FakeResponse.Text(401, "Unauthorized");

    /// <summary>The token in <c>Authorization: Bearer</c>; <see langword="null"/> without that header.</summary>
    public static string? TokenOf(FakeRequest request) =>
        request.First("Authorization") is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : null;

    /// <summary>The client to which the token was issued; <see langword="null"/> if there is none, with the reason in the journal.</summary>
    public RegisteredClient? Identify(FakeRequest request, RequestRecord entry)
    {
        if (TokenOf(request) is not { } value)
        {
            entry.Report(RequestProblemKind.BearerTokenMissing, "The request has no 'Authorization: Bearer' header. Get a token from the token endpoint.");
            return null;
        }

        if (tokens.Find(value) is not { } token || token.Client != client)
        {
            entry.Report(RequestProblemKind.BearerTokenUnknown, "This fake did not issue the bearer token. Does it belong to another fake or a disposed tenant, or is it damaged?");
            return null;
        }

        if (token.IsRevoked)
        {
            entry.Report(RequestProblemKind.BearerTokenRevoked, "The bearer token was revoked. Get a new one from the token endpoint.");
            return null;
        }

        if (tokens.IsExpired(token))
        {
            entry.Report(
                RequestProblemKind.BearerTokenExpired,
                $"The bearer token expired at {token.ExpiresAt:O} on the fake's clock. An OAuth token is valid for {tokens.LifetimeFor(client).TotalSeconds:0} s.");
            return null;
        }

        return token.Client;
    }
}
