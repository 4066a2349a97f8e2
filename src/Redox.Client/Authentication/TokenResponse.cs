using System.Net;
using System.Text.Json;
using Redox.Client.Transport;

namespace Redox.Client.Authentication;

/// <summary>Reads what the token endpoint answers: a token (RFC 6749 section 5.1) or an error (section 5.2). Nothing else of a body is ever shown.</summary>
internal static class TokenResponse
{
    private const int LongestText = 300;
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);

    public static AccessToken Read(in HttpAnswer answer, DateTimeOffset requestedAt)
    {
        using var body = Parse(answer);
        var token = Text(body, "access_token", limit: int.MaxValue);
        var life = Life(body);
        if (string.IsNullOrEmpty(token) || token.AsSpan().ContainsAnyExceptInRange('!', '~') || life <= TimeSpan.Zero)
        {
            throw new RedoxAuthenticationException(
                $"The token endpoint answered with HTTP {(int)answer.Status} but without a usable access token. The message was not sent. Check BaseAddress and what stands between.")
            {
                StatusCode = answer.Status,
                Delivery = Delivery.NotSent,
            };
        }

        return new AccessToken(token, requestedAt, life);
    }

    public static RedoxException Refusal(in HttpAnswer answer)
    {
        var status = $"HTTP {(int)answer.Status}";
        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            return new RedoxRateLimitException($"The token endpoint refused for too many requests ({status}). The message was not sent. Wait before the next call.")
            {
                StatusCode = answer.Status,
                RetryAfter = answer.RetryAfter,
                Limit = answer.RateLimit,
                Delivery = Delivery.NotSent,
            };
        }

        if (answer.IsTransient || (int)answer.Status >= 500)
        {
            return new RedoxUnavailableException($"The token endpoint failed ({status}). The message was not sent. Try again later.")
            {
                StatusCode = answer.Status,
                IsTransient = answer.IsTransient,
                Delivery = Delivery.NotSent,
            };
        }

        using var body = Parse(answer);
        var (error, description) = (Text(body, "error", LongestText), Text(body, "error_description", LongestText));
        return new RedoxAuthenticationException($"Redox gave no access token ({status}{Said(error, description)}). The message was not sent. {Remedy(answer.Status, description)}")
        {
            StatusCode = answer.Status,
            Error = error,
            ErrorDescription = description,
            ErrorUri = Uri.TryCreate(Text(body, "error_uri", LongestText), UriKind.Absolute, out var uri) ? uri : null,
            Delivery = Delivery.NotSent,
        };
    }

    private static string Said(string? error, string? description) => (error, description) switch
    {
        (null, _) => "",
        (_, null or "") => $", {error}",
        _ => $", {error}: {description}",
    };

    // Redox: "Troubleshoot OAuth API key errors".
    private static string Remedy(HttpStatusCode status, string? description) => status == HttpStatusCode.NotFound
        ? "There is no token endpoint at this address: check BaseAddress."
        : string.IsNullOrEmpty(description)
            ? "Check that the clock is right to within seconds, that BaseAddress is the host the key belongs to, and that the key is an RSA key registered for RS384."
            : "Check Credentials (ClientId, KeyId, the private key) against the API key in the Redox dashboard.";

    // A missing lifetime is allowed (RFC 6749 section 5.1); Redox's tokens live for five minutes.
    private static TimeSpan Life(JsonDocument? body) =>
        body is null || !body.RootElement.TryGetProperty("expires_in", out var seconds) ? UsualLife
        : seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var number) ? TimeSpan.FromSeconds(number)
        : seconds.ValueKind == JsonValueKind.String && int.TryParse(seconds.GetString(), out number) ? TimeSpan.FromSeconds(number)
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
