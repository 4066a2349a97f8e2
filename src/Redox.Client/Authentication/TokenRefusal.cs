using System.Globalization;
using System.Net;
using System.Text;
using Redox.Client.Calls.Http;

namespace Redox.Client.Authentication;

/// <summary>Explains why a token request returned no token, cause by cause: Redox's error (RFC 6749 section 5.2), or a server in Redox's place.</summary>
internal static class TokenRefusal
{
    private const int MaxTextLength = 300;

    // As long as a UUID, and shorter than tokens and assertions, which some servers quote.
    private const int MaxWordLength = 36;

    private const int MaxAddressLength = 80;

    /// <param name="answer">A response without a token.</param>
    /// <param name="clock">The difference between Redox's clock and this machine's according to the response, as far as it may be the reason; <see langword="null"/> if unknown.</param>
    public static RedoxException Read(in ApiResponse answer, TimeSpan? clock)
    {
        if (Failure(answer) is { } failure)
        {
            return failure;
        }

        using var body = TokenBody.Parse(answer);
        var (error, description) = body.Repeated == "error" ? default : (Shown(body.Text("error")) is { Length: > 0 } code ? code : null, Shown(body.Text("error_description")));
        return new RedoxAuthenticationException(
            $"Redox gave no access token (HTTP {(int)answer.Status}{Said(body, error, description)}). {Remedy(answer.Status, body, error, description, clock)}")
        {
            StatusCode = answer.Status,
            TraceId = answer.TraceId,
            Error = error,
            ErrorDescription = description,
            ErrorUri = Uri.TryCreate(Shown(body.Text("error_uri")), UriKind.Absolute, out var uri) ? uri : null,
            Delivery = Delivery.NotSent,
        };
    }

    /// <summary>A failure that is not a refusal of the client itself; <see langword="null"/> when it is one.</summary>
    public static RedoxException? Failure(in ApiResponse answer)
    {
        var status = $"HTTP {(int)answer.Status}";
        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            return new RedoxRateLimitException($"The token endpoint refused for too many requests ({status}). Wait before the next call.")
            {
                StatusCode = answer.Status,
                TraceId = answer.TraceId,
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
                TraceId = answer.TraceId,
                IsTransient = answer.IsTransient,
                RetryAfter = answer.RetryAfter,
                Delivery = Delivery.NotSent,
            };
        }

        return Elsewhere(answer.Status) is { } remedy
            ? new RedoxAuthenticationException($"There was no access token: {remedy}")
            {
                StatusCode = answer.Status,
                TraceId = answer.TraceId,
                Delivery = Delivery.NotSent,
            }
            : null;
    }

    /// <summary>Whether Redox does not know the signing key. (Redox: "Troubleshoot OAuth API key errors")</summary>
    public static bool IsUnknownKey(RedoxAuthenticationException refusal) =>
        refusal.ErrorDescription?.StartsWith("Public key not found", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether the assertion may have been refused, rather than the request or its address.</summary>
    public static bool IsOfAssertion(RedoxAuthenticationException refusal) =>
        refusal.Error is not null || refusal.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized;

    // The address belongs to something other than a token endpoint.
    private static string? Elsewhere(HttpStatusCode status) => (int)status switch
    {
        >= 300 and < 400 =>
            $"the token endpoint responded with a redirect (HTTP {(int)status}), which is not followed. "
            + "Redox does not redirect: check BaseAddress, and whether a gateway, a proxy or a sign-in page responds in its place.",
        404 or 405 or 410 => $"the address responded with HTTP {(int)status}. No token endpoint was found at this address: check BaseAddress.",
        407 => "a proxy requires credentials (HTTP 407). Check the proxy's settings.",
        _ => null,
    };

    private static string Said(TokenBody body, string? error, string? description) => (error, description) switch
    {
        (null, _) when body.Fault is { } fault => $", with {fault}",
        (null, _) when body.Repeated == "error" => ", with more than one 'error'",
        (null, _) => body.Member("error") is null ? ", without an error code" : ", with an error code that cannot be read",
        (_, null or "") => $", {error}",
        _ => $", {error}: {description}",
    };

    // Redox: "Troubleshoot OAuth API key errors".
    private static string Remedy(HttpStatusCode status, TokenBody body, string? error, string? description, TimeSpan? clock)
    {
        if (body.Fault is not null && status is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized))
        {
            return "Redox does not respond like this: check BaseAddress, and whether a gateway, a firewall or a proxy responds in its place.";
        }

        if (error is not null && !string.IsNullOrEmpty(description))
        {
            return "Check Credentials (ClientId, KeyId, the private key) against the API key in the Redox dashboard.";
        }

        if (clock is { } difference && difference != TimeSpan.Zero)
        {
            var years = (int)(difference.Duration().TotalDays / 365.25);
            return years > 0
                ? string.Create(CultureInfo.InvariantCulture, $"The response's Date and the clock of this machine are more than {years} year(s) apart: correct the clock; if it is right, a gateway or a proxy responds in Redox's place.")
                : $"By the response's Date the clock of this machine is {ClockDifference.Words(difference)}: correct it.";
        }

        return $"Check {(clock is null ? "that the clock is right to within seconds, " : "")}that BaseAddress is the host the key belongs to, "
            + $"and that the key is registered for the algorithm it signs with (RSA: RS384, EC: ES384).";
    }

    // For a line of text: visible characters only, not too many, and nothing long enough to be a token.
    private static string? Shown(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxTextLength)
            {
                break;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                shown.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not (>= System.Globalization.UnicodeCategory.LineSeparator and <= System.Globalization.UnicodeCategory.PrivateUse))
            {
                shown.Append(rune.ToString());
            }
        }

        return string.Join(' ', shown.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Length > (IsAddress(word) ? MaxAddressLength : MaxWordLength) ? "..." : word));
    }

    private static bool IsAddress(string word) => word.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
