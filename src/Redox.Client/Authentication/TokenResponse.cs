using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Redox.Client.Calls.Http;

namespace Redox.Client.Authentication;

/// <summary>
/// Reads the response of a token endpoint: a token (RFC 6749 section 5.1) or an error (section 5.2). A token that cannot be used, or not with certainty as a bearer token,
/// is refused with its cause, and never treated as a transient failure.
/// </summary>
internal static class TokenResponse
{
    // The size that servers commonly accept for all headers together.
    private const int MaxTokenLength = 16 * 1024;
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("-._~+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MinLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxLife = TimeSpan.FromDays(1);

    /// <exception cref="RedoxException">The response contains no usable token.</exception>
    public static AccessToken Read(in ApiResponse answer, DateTimeOffset requestedAt, TimeSpan? clock)
    {
        if (!answer.IsSuccess)
        {
            throw TokenRefusal.Read(answer, clock);
        }

        using var body = TokenBody.Parse(answer);

        // Some servers report an error with a success status.
        if (body.Member("error") is { } error && !IsEmptyText(error))
        {
            throw TokenRefusal.Read(answer, clock);
        }

        if (body.HasMisspeltError)
        {
            throw Unusable(answer, "an 'error' in another spelling");
        }

        var token = Token(body, "access_token", answer);

        // Required by RFC 6749, but Redox's own value is not recorded: its absence is no reason to fail, but another type is.
        if (body.Member("token_type") is not null && !string.Equals(body.Text("token_type"), "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw Unusable(answer, "a 'token_type' other than Bearer");
        }

        return new AccessToken(token, requestedAt, Life(body, answer));
    }

    /// <summary>The token, if it is one that a header can carry (RFC 6750 section 2.1).</summary>
    public static string Token(TokenBody body, string name, in ApiResponse answer)
    {
        var fault = body.Fault is { } other ? other
            : body.Repeated is { } repeated ? $"more than one '{repeated}'"
            : body.Member(name) is not { } member ? $"no '{name}'"
            : member.ValueKind != JsonValueKind.String ? $"an '{name}' that is not text"
            : body.Text(name) is not { } text ? $"an '{name}' that is not Unicode text"
            : text.Length == 0 ? $"an empty '{name}'"
            : text.Length > MaxTokenLength ? $"an '{name}' of more than 16 KB, which is too long for a header"
            : text.AsSpan().ContainsAnyExceptInRange('!', '~') ? $"an '{name}' with characters that no header can carry"
            : !IsBearerToken(text) ? $"an '{name}' with characters that no bearer token has"
            : null;
        return fault is null ? body.Text(name)! : throw Unusable(answer, fault);
    }

    /// <summary>Longer lives count as a day: no Redox token lives longer, and renewing too early does no harm.</summary>
    public static TimeSpan Life(double seconds, string name, in ApiResponse answer) =>
        seconds >= MaxLife.TotalSeconds ? MaxLife
        : seconds >= MinLife.TotalSeconds ? TimeSpan.FromSeconds(seconds)
        : throw Unusable(answer, $"a token that {(seconds > 0 ? "lives for less than a second" : "has expired already")} ('{name}')");

    public static RedoxAuthenticationException Unusable(in ApiResponse answer, string fault) => new(
        $"The token endpoint responded with HTTP {(int)answer.Status}, but with {fault}. "
        + "Redox does not respond like this: check BaseAddress, and whether a gateway, a proxy or a sign-in page responds in its place.")
    {
        StatusCode = answer.Status,
        TraceId = answer.TraceId,
        Delivery = Delivery.NotSent,
    };

    // A missing lifetime is allowed (RFC 6749 section 5.1); Redox's tokens live for five minutes. Some servers put the number in quotes.
    private static TimeSpan Life(TokenBody body, in ApiResponse answer)
    {
        if (body.Member("expires_in") is not { } member)
        {
            return UsualLife;
        }

        var text = member.ValueKind == JsonValueKind.Number ? member.GetRawText() : body.Text("expires_in");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && !double.IsNaN(seconds)
            ? Life(seconds, "expires_in", answer)
            : throw Unusable(answer, "an 'expires_in' that is not a number of seconds");
    }

    private static bool IsEmptyText(JsonElement member) => member.ValueKind == JsonValueKind.String && member.ValueEquals(""u8);

    // b64token of RFC 6750 section 2.1.
    private static bool IsBearerToken(string text) => text.AsSpan().TrimEnd('=') is { IsEmpty: false } token && !token.ContainsAnyExcept(TokenCharacters);
}
