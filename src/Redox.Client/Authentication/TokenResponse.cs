using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Redox.Client.Transport;

namespace Redox.Client.Authentication;

/// <summary>
/// Reads what a token endpoint answers: a token (RFC 6749 section 5.1) or an error (section 5.2), or the legacy forms of both. Nothing else of a body is ever shown.
/// </summary>
internal static class TokenResponse
{
    private const int LongestText = 300;
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsualLegacyLife = TimeSpan.FromHours(24);

    // The plain texts that Redox has been seen to answer, or has documented. Any other may be anything.
    private static readonly string[] LegacyReasons = ["Invalid request", "Invalid source secret", "This source is not authorized."];

    public static AccessToken Read(in HttpAnswer answer, DateTimeOffset requestedAt)
    {
        using var body = Parse(answer);
        return Usable(Text(body, "access_token", limit: int.MaxValue), requestedAt, Life(body), answer.Status);
    }

    /// <summary>LEGACY. The token and the refresh token that comes with it. <c>expires</c> is an instant, not a lifetime.</summary>
    public static (AccessToken Token, string? RefreshToken) ReadLegacy(in HttpAnswer answer, DateTimeOffset requestedAt)
    {
        using var body = Parse(answer);
        var life = DateTimeOffset.TryParse(Text(body, "expires", LongestText), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? expires - requestedAt
            : UsualLegacyLife;
        return (Usable(Text(body, "accessToken", limit: int.MaxValue), requestedAt, life, answer.Status), Text(body, "refreshToken", limit: int.MaxValue));
    }

    public static RedoxException Refusal(in HttpAnswer answer)
    {
        if (Failure(answer) is { } failure)
        {
            return failure;
        }

        using var body = Parse(answer);
        var (error, description) = (Text(body, "error", LongestText), Text(body, "error_description", LongestText));
        return new RedoxAuthenticationException(
            $"Redox gave no access token (HTTP {(int)answer.Status}{Said(error, description)}). {Remedy(answer.Status, description)}")
        {
            StatusCode = answer.Status,
            Error = error,
            ErrorDescription = description,
            ErrorUri = Uri.TryCreate(Text(body, "error_uri", LongestText), UriKind.Absolute, out var uri) ? uri : null,
            Delivery = Delivery.NotSent,
        };
    }

    /// <summary>LEGACY. A refusal is plain text, of which only what is known is shown.</summary>
    public static RedoxException LegacyRefusal(in HttpAnswer answer)
    {
        if (Failure(answer) is { } failure)
        {
            return failure;
        }

        var text = answer.Body.Length <= LongestText ? Encoding.UTF8.GetString(answer.Body.Span).Trim() : "";
        var reason = Array.Find(LegacyReasons, known => known == text);
        return new RedoxAuthenticationException(
            $"Redox gave no access token for the legacy API key (HTTP {(int)answer.Status}{Said(reason, null)}). "
            + (answer.Status == HttpStatusCode.NotFound ? NoEndpoint : "Check Credentials (ApiKey, Secret) against the source's API key in the Redox dashboard."))
        {
            StatusCode = answer.Status,
            ErrorDescription = reason,
            Delivery = Delivery.NotSent,
        };
    }

    /// <summary>Whether Redox does not know the key that signed. (Redox: "Troubleshoot OAuth API key errors")</summary>
    public static bool IsUnknownKey(RedoxAuthenticationException refusal) =>
        refusal.ErrorDescription?.StartsWith("Public key not found", StringComparison.OrdinalIgnoreCase) == true;

    private static AccessToken Usable(string? token, DateTimeOffset requestedAt, TimeSpan life, HttpStatusCode status) =>
        string.IsNullOrEmpty(token) || token.AsSpan().ContainsAnyExceptInRange('!', '~') || life <= TimeSpan.Zero
            ? throw new RedoxAuthenticationException(
                $"The token endpoint answered with HTTP {(int)status} but without a usable access token. Check BaseAddress and what stands between, and that the clock is right.")
            {
                StatusCode = status,
                Delivery = Delivery.NotSent,
            }
            : new AccessToken(token, requestedAt, life);

    // What is no refusal of the client itself.
    private static RedoxException? Failure(in HttpAnswer answer)
    {
        var status = $"HTTP {(int)answer.Status}";
        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            return new RedoxRateLimitException($"The token endpoint refused for too many requests ({status}). Wait before the next call.")
            {
                StatusCode = answer.Status,
                RetryAfter = answer.RetryAfter,
                Limit = answer.RateLimit,
                Delivery = Delivery.NotSent,
            };
        }

        if (answer.IsTransient || (int)answer.Status >= 500)
        {
            return new RedoxUnavailableException($"The token endpoint failed ({status}).")
            {
                StatusCode = answer.Status,
                IsTransient = answer.IsTransient,
                RetryAfter = answer.RetryAfter,
                Delivery = Delivery.NotSent,
            };
        }

        return null;
    }

    private static string Said(string? error, string? description) => (error, description) switch
    {
        (null, _) => "",
        (_, null or "") => $", {error}",
        _ => $", {error}: {description}",
    };

    private const string NoEndpoint = "There is no token endpoint at this address: check BaseAddress.";

    // Redox: "Troubleshoot OAuth API key errors".
    private static string Remedy(HttpStatusCode status, string? description) => status == HttpStatusCode.NotFound
        ? NoEndpoint
        : string.IsNullOrEmpty(description)
            ? "Check that the clock is right to within seconds, that BaseAddress is the host the key belongs to, and that the key is registered for the algorithm it signs with (RSA: RS384, EC: ES384)."
            : "Check Credentials (ClientId, KeyId, the private key) against the API key in the Redox dashboard.";

    // A missing lifetime is allowed (RFC 6749 section 5.1); Redox's tokens live for five minutes.
    private static TimeSpan Life(JsonDocument? body) =>
        body is null || !body.RootElement.TryGetProperty("expires_in", out var seconds) ? UsualLife
        : double.TryParse(seconds.ToString(), CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < int.MaxValue ? TimeSpan.FromSeconds(number)
        : UsualLife;

    private static JsonDocument? Parse(in HttpAnswer answer)
    {
        try
        {
            var document = JsonDocument.Parse(answer.Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // An HTML page or plain text: it says nothing we may show.
        }

        return null;
    }

    private static string? Text(JsonDocument? body, string name, int limit)
    {
        if (body is null || !body.RootElement.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = member.GetString()!;
        return limit == int.MaxValue ? text : new string([.. text.Take(limit).Where(character => !char.IsControl(character))]);
    }
}
