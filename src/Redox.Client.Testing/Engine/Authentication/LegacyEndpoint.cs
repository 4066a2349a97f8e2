using System.Globalization;
using System.Text;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>Exchanges a legacy API key and its secret, or a refresh token, for an access token that is valid for a day.</summary>
[Follows(Ledger.LegacyRequests)]
internal sealed class LegacyEndpoint(RegisteredClient client, AccessTokens tokens)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    [Follows(Ledger.LegacyRefusal)]
    public static readonly FakeResponse Unauthorized = new(401, "text/html; charset=utf-8", Encoding.UTF8.GetBytes("Invalid request"));

    public FakeResponse Authenticate(FakeRequest request, RequestRecord entry)
    {
        if (Read(request, entry) is not { } body)
        {
            return Refuse(entry, RequestProblemKind.BodyNotJson, "The body is neither a JSON object nor a form. Send {\"apiKey\":\"…\",\"secret\":\"…\"}.");
        }

        return body.ApiKey == client.LegacyApiKey && body.Secret == TestCredentials.LegacySecret
            ? Grant(entry)
            : Refuse(entry, RequestProblemKind.LegacyKeyInvalid, "apiKey or secret does not match the fake's legacy API key.");
    }

    [Follows(Ledger.LegacyUnknownRefreshToken, Ledger.LegacyRefreshOnce)]
    public FakeResponse Refresh(FakeRequest request, RequestRecord entry)
    {
        if (Read(request, entry) is not { } body)
        {
            return Refuse(entry, RequestProblemKind.BodyNotJson, "The body is neither a JSON object nor a form. Send {\"apiKey\":\"…\",\"refreshToken\":\"…\"}.");
        }

        return body.ApiKey != client.LegacyApiKey
            ? Refuse(entry, RequestProblemKind.LegacyKeyInvalid, "apiKey does not match the fake's legacy API key.")
            : body.RefreshToken is { } refreshToken && client.UseRefreshToken(refreshToken)
                ? Grant(entry)
                : Refuse(entry, RequestProblemKind.RefreshTokenUnknown, "The fake did not issue this refresh token, or it was already used or revoked.");
    }

    [Follows(Ledger.LegacyExpires, Ledger.LegacyTokens)]
    private FakeResponse Grant(RequestRecord entry)
    {
        entry.Accepted = true;
        entry.RestOn(Ledger.LegacyRequests, Ledger.LegacyExpires, Ledger.LegacyTokens);
        var token = tokens.IssueLegacy(client, Lifetime);
        return JsonResponse.Object(200, writer =>
        {
            writer.WriteString("accessToken", token.Value);
            writer.WriteString("expires", token.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("refreshToken", client.NextRefreshToken());
        });
    }

    private static LegacyRequest? Read(FakeRequest request, RequestRecord entry)
    {
        var body = LegacyRequest.Of(request);
        entry.RestOn(body is { IsForm: true } ? [Ledger.LegacyForm] : []);
        return body;
    }

    private static FakeResponse Refuse(RequestRecord entry, RequestProblemKind kind, string text)
    {
        entry.Report(kind, text);
        entry.RestOn(kind == RequestProblemKind.RefreshTokenUnknown ? Ledger.LegacyUnknownRefreshToken : Ledger.LegacyRefusal);
        return Unauthorized;
    }
}
