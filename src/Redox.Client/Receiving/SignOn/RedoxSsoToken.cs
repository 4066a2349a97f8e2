using System.Text.Json;

namespace Redox.Client.Receiving;

/// <summary>
/// The signed token (JWT, HS256) that comes with a sign-on as <c>Authorization: Bearer</c>. (Redox: "Redox SSO - Under The Hood"; RFC 7519)
/// </summary>
public sealed class RedoxSsoToken
{
    private RedoxSsoToken(JsonElement claims, DateTimeOffset issuedAt, DateTimeOffset expiresAt) => (Claims, IssuedAt, ExpiresAt) = (claims, issuedAt, expiresAt);

    /// <summary>How far the clocks of Redox and of this machine may differ by default: 60 seconds.</summary>
    public static TimeSpan DefaultClockSkew { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The source that vouches for the user (<c>iss</c>).</summary>
    public string Issuer => Text("iss")!;

    /// <summary>The user (<c>sub</c>).</summary>
    public string Subject => Text("sub")!;

    /// <summary>The destination that the token is for (<c>aud</c>): compare it with what the dashboard shows.</summary>
    public string Audience => Text("aud")!;

    /// <summary>When it was issued (<c>iat</c>).</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>When it expires (<c>exp</c>).</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>
    /// Every claim: beside those above <c>name</c>, <c>given_name</c>, <c>family_name</c>, <c>middle_name</c>, <c>email</c>, <c>npi</c>, <c>patient_ids</c>,
    /// <c>visit_id</c>, <c>facility_id</c>, <c>department_id</c>, <c>zoneinfo</c>, <c>locale</c> and <c>phone_number</c>, each where it is known.
    /// </summary>
    public JsonElement Claims { get; }

    /// <summary>
    /// Validates a token. HS256 is the only algorithm, whatever the token's header says. The signature is compared in constant time with those of all secrets.
    /// It is not remembered which tokens were seen: a token may be used more than once until it expires.
    /// </summary>
    /// <param name="token">The token, without the word Bearer.</param>
    /// <param name="secrets">The secrets that are valid, several while one replaces another. Blank ones count as none.</param>
    /// <param name="now">The time.</param>
    /// <param name="validated">The token, when it is valid.</param>
    /// <param name="clockSkew">How far the clocks may differ. Default: <see cref="DefaultClockSkew"/>.</param>
    /// <returns>The outcome. Without a secret no token is valid.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="secrets"/> is null.</exception>
    public static RedoxSsoTokenOutcome Validate(
        string? token, IEnumerable<string> secrets, DateTimeOffset now, out RedoxSsoToken? validated, TimeSpan? clockSkew = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        validated = null;
        var outcome = SignedToken.Open(token, secrets, out var claims);
        if (outcome != RedoxSsoTokenOutcome.Valid)
        {
            return outcome;
        }

        var skew = clockSkew ?? DefaultClockSkew;
        if (Text(claims, "iss") is null || Text(claims, "sub") is null || Text(claims, "aud") is null
            || SignedToken.Time(claims, "iat") is not { } issuedAt || SignedToken.Time(claims, "exp") is not { } expiresAt)
        {
            return RedoxSsoTokenOutcome.Malformed;
        }

        outcome = now - skew >= expiresAt ? RedoxSsoTokenOutcome.Expired
            : now + skew < issuedAt || now + skew < SignedToken.Time(claims, "nbf") ? RedoxSsoTokenOutcome.NotYetValid
            : RedoxSsoTokenOutcome.Valid;
        validated = outcome == RedoxSsoTokenOutcome.Valid ? new RedoxSsoToken(claims, issuedAt, expiresAt) : null;
        return outcome;
    }

    /// <summary>A claim that is text.</summary>
    /// <param name="claim">The name, e.g. <c>npi</c>.</param>
    /// <returns>The text; <see langword="null"/> when the token has no such claim, or it is something else.</returns>
    public string? Text(string claim) => Text(Claims, claim);

    /// <summary>The type's name only: claims name people.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxSsoToken);

    private static string? Text(JsonElement claims, string claim) =>
        claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The outcome of the validation of an SSO token. There are no others.</summary>
public enum RedoxSsoTokenOutcome
{
    /// <summary>Signed with one of the secrets, and of this time.</summary>
    Valid,

    /// <summary>No secret is configured, so no token is valid.</summary>
    NotConfigured,

    /// <summary>There is no token, or an empty one.</summary>
    Missing,

    /// <summary>It is no JWT of three parts, lacks a required claim (<c>iss</c>, <c>sub</c>, <c>aud</c>, <c>iat</c>, <c>exp</c>), or demands extensions (<c>crit</c>).</summary>
    Malformed,

    /// <summary>It is signed with another algorithm than HS256, or not at all.</summary>
    WrongAlgorithm,

    /// <summary>The signature was made with none of the secrets, or the token was changed.</summary>
    WrongSignature,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It was issued in the future, or is not valid yet: look at the clocks.</summary>
    NotYetValid,
}
