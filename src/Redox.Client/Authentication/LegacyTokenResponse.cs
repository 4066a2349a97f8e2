using System.Globalization;
using System.Text;
using Redox.Client.Calls.Http;

namespace Redox.Client.Authentication;

/// <summary>LEGACY. Reads the responses of the endpoints for legacy API keys. (Redox: "Authenticate a legacy API key")</summary>
internal static class LegacyTokenResponse
{
    private const int MaxReasonLength = 300;
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(24);

    // A Date has whole seconds, and a response may be slow.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    // The plain texts that Redox is known to return (recorded or documented). Any other text may contain anything.
    private static readonly string[] Reasons = ["Invalid request", "Invalid source secret", "This source is not authorized."];

    /// <summary>The token, and the refresh token that comes with it. A refresh token that cannot be read is ignored: the secret always works.</summary>
    /// <exception cref="RedoxException">The response contains no usable token.</exception>
    public static (AccessToken Token, string? RefreshToken) Read(in ApiResponse answer, DateTimeOffset requestedAt, TimeSpan? clock)
    {
        if (!answer.IsSuccess)
        {
            throw Refusal(answer);
        }

        using var body = TokenBody.Parse(answer);
        var token = TokenResponse.Token(body, "accessToken", answer);
        return (new AccessToken(token, requestedAt, Life(body, answer, requestedAt, clock ?? TimeSpan.Zero)), body.Text("refreshToken"));
    }

    // 'expires' is an instant by Redox's clock, so the lifetime counts from the same clock. If the Date implies a lifetime that Redox does not give, it is wrong:
    // then the lifetime counts from this machine's clock.
    private static TimeSpan Life(TokenBody body, in ApiResponse answer, DateTimeOffset requestedAt, TimeSpan clock)
    {
        if (body.Member("expires") is null)
        {
            return UsualLife;
        }

        if (!DateTimeOffset.TryParse(body.Text("expires"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires))
        {
            throw TokenResponse.Unusable(answer, "an 'expires' that is not a date with a time");
        }

        var own = expires - requestedAt;
        var life = own - clock;
        return TokenResponse.Life((life > TimeSpan.Zero && life <= UsualLife + Slack ? life : own).TotalSeconds, "expires", answer);
    }

    // A refusal is plain text; only known texts are shown.
    private static RedoxException Refusal(in ApiResponse answer)
    {
        if (TokenRefusal.Failure(answer) is { } failure)
        {
            return failure;
        }

        var text = answer.Body.Length <= MaxReasonLength ? Encoding.UTF8.GetString(answer.Body.Span).Trim() : "";
        var reason = Array.Find(Reasons, known => known == text);
        return new RedoxAuthenticationException(
            $"Redox gave no access token for the legacy API key (HTTP {(int)answer.Status}{(reason is null ? "" : $", {reason}")}). "
            + "Check Credentials (ApiKey, Secret) against the source's API key in the Redox dashboard.")
        {
            StatusCode = answer.Status,
            TraceId = answer.TraceId,
            ErrorDescription = reason,
            Delivery = Delivery.NotSent,
        };
    }
}
