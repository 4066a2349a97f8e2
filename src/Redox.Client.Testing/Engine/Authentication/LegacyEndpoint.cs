using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary><c>POST /auth/authenticate</c> and <c>POST /auth/refreshToken</c>: exchanges a legacy API key and its secret for an access token that is valid for a day.</summary>
[Follows(Ledger.LegacyRequests)]
internal sealed class LegacyEndpoint(RegisteredClient client, AccessTokens tokens)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    [Follows(Ledger.LegacyRefusal)]
    public static readonly FakeResponse Unauthorized = new(401, "text/html; charset=utf-8", Encoding.UTF8.GetBytes("Invalid request"));

    private readonly ConcurrentDictionary<string, bool> _refreshTokens = new(StringComparer.Ordinal);

    public FakeResponse Authenticate(FakeRequest request, RecordedRequest entry)
    {
        if (!JsonReading.TryParseObject(request.Body, out var body))
        {
            return Refuse(entry, RequestProblemKind.BodyNotJson, "The body is not a JSON object. Send {\"apiKey\":\"…\",\"secret\":\"…\"}.");
        }

        return body.Text("apiKey") == client.LegacyApiKey && body.Text("secret") == TestCredentials.LegacySecret
            ? Grant(entry)
            : Refuse(entry, RequestProblemKind.LegacyKeyInvalid, "apiKey or secret does not match the fake's legacy API key.");
    }

    [Follows(Ledger.LegacyUnknownRefreshToken, Ledger.LegacyRefreshOnce)]
    public FakeResponse Refresh(FakeRequest request, RecordedRequest entry)
    {
        if (!JsonReading.TryParseObject(request.Body, out var body))
        {
            return Refuse(entry, RequestProblemKind.BodyNotJson, "The body is not a JSON object. Send {\"apiKey\":\"…\",\"refreshToken\":\"…\"}.");
        }

        return body.Text("apiKey") != client.LegacyApiKey
            ? Refuse(entry, RequestProblemKind.LegacyKeyInvalid, "apiKey does not match the fake's legacy API key.")
            : body.Text("refreshToken") is { } refreshToken && _refreshTokens.TryRemove(refreshToken, out _)
                ? Grant(entry)
                : Refuse(entry, RequestProblemKind.RefreshTokenUnknown, "The fake did not issue this refresh token, or it was already used or revoked.");
    }

    /// <summary>Revokes the refresh tokens; the secret remains valid.</summary>
    public void Revoke() => _refreshTokens.Clear();

    [Follows(Ledger.LegacyExpires)]
    private FakeResponse Grant(RecordedRequest entry)
    {
        entry.Accepted = true;
        entry.RestOn(Ledger.LegacyRequests, Ledger.LegacyExpires);
        var token = tokens.Issue(client, Lifetime);
        var refreshToken = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _refreshTokens[refreshToken] = true;
        return JsonResponse.Object(200, writer =>
        {
            writer.WriteString("accessToken", token.Value);
            writer.WriteString("expires", token.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("refreshToken", refreshToken);
        });
    }

    private static FakeResponse Refuse(RecordedRequest entry, RequestProblemKind kind, string text)
    {
        entry.Report(kind, text);
        entry.RestOn(kind == RequestProblemKind.RefreshTokenUnknown ? Ledger.LegacyUnknownRefreshToken : Ledger.LegacyRefusal);
        return Unauthorized;
    }
}
