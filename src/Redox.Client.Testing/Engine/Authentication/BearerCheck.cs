namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>Who sends this? The check of <c>Authorization: Bearer …</c> on every API request.</summary>
[Follows(Ledger.BearerHeader, Ledger.BearerRefused)]
internal sealed class BearerCheck(RegisteredClient client, AccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    [Follows(Ledger.ReplyWords)]
    public static readonly FakeReply Unauthorized = FakeReply.Text(401, "Unauthorized");

    /// <summary>What stands after <c>Authorization: Bearer</c>; <see langword="null"/> without it.</summary>
    public static string? TokenOf(FakeRequest request) =>
        request.Header("Authorization") is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : null;

    /// <summary>The client the token was issued to; <see langword="null"/> when there is none, with the reason in the journal.</summary>
    public RegisteredClient? Identify(FakeRequest request, RecordedRequest entry)
    {
        if (TokenOf(request) is not { } value)
        {
            entry.Report(RequestProblemKind.BearerTokenMissing, $"The request has no 'Authorization: Bearer' header. Get a token from {Routes.Token}.");
            return null;
        }

        if (tokens.Find(value) is not { } token || token.Client != client)
        {
            entry.Report(RequestProblemKind.BearerTokenUnknown, "This fake did not issue the bearer token. Is it one of another fake, of a disposed tenant, or damaged?");
            return null;
        }

        if (token.IsRevoked)
        {
            entry.Report(RequestProblemKind.BearerTokenRevoked, $"The bearer token was revoked. Get another from {Routes.Token}.");
            return null;
        }

        if (tokens.IsExpired(token))
        {
            entry.Report(
                RequestProblemKind.BearerTokenExpired,
                $"The bearer token expired at {token.ExpiresAt:O} on the fake's clock. An OAuth token lives {tokens.LifetimeFor(client).TotalSeconds:0} s.");
            return null;
        }

        return token.Client;
    }
}
