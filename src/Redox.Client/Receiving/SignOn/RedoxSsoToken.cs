using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Redox.Client.Receiving;

/// <summary>
/// The signed token (JWT, HS256) that comes with a sign-on as <c>Authorization: Bearer</c>. (Redox: "Redox SSO - Under The Hood"; RFC 7519)
/// </summary>
public sealed class RedoxSsoToken
{
    private static readonly string[] RequiredTexts = ["iss", "sub", "aud"];
    private static readonly string[] RequiredTimes = ["iat", "exp"];

    private RedoxSsoToken(JsonElement claims, DateTimeOffset issuedAt, DateTimeOffset expiresAt) => (Claims, IssuedAt, ExpiresAt) = (claims, issuedAt, expiresAt);

    /// <summary>
    /// Makes a token of claims as they are, for tests of an <see cref="IRedoxSignOnHandler"/>. It proves nothing: whether a token is signed, and of this time, is
    /// told by <see cref="Validate"/> alone.
    /// </summary>
    /// <param name="claims">A JSON object with at least <c>iss</c>, <c>sub</c>, <c>aud</c>, <c>iat</c> and <c>exp</c>.</param>
    /// <exception cref="ArgumentException">It is no JSON object in Unicode, or lacks a required claim.</exception>
    public RedoxSsoToken(JsonElement claims)
    {
        if (claims.ValueKind != JsonValueKind.Object || !SignedToken.IsUnicode(JsonMarshal.GetRawUtf8Value(claims)))
        {
            throw new ArgumentException("The claims are no JSON object in Unicode.", nameof(claims));
        }

        if (Fault(claims) is { } fault)
        {
            throw new ArgumentException($"The token {fault}.", nameof(claims));
        }

        (Claims, IssuedAt, ExpiresAt) = (claims, SignedToken.Time(claims, "iat")!.Value, SignedToken.Time(claims, "exp")!.Value);
    }

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
        var verdict = Check(token, secrets, now, clockSkew ?? DefaultClockSkew);
        validated = verdict.Token;
        return verdict.Outcome;
    }

    /// <summary>As <see cref="Validate"/>, with the reason in words.</summary>
    internal static SsoVerdict Check(string? token, IEnumerable<string> secrets, DateTimeOffset now, TimeSpan clockSkew)
    {
        var opened = SignedToken.Open(token, secrets, out var claims);
        if (opened.Outcome != RedoxSsoTokenOutcome.Valid)
        {
            return opened;
        }

        if (Fault(claims) is { } fault)
        {
            return new SsoVerdict(RedoxSsoTokenOutcome.Malformed, fault);
        }

        // Differences of times, since sums would leave what DateTimeOffset can hold.
        var (issuedAt, expiresAt) = (SignedToken.Time(claims, "iat")!.Value, SignedToken.Time(claims, "exp")!.Value);
        var validFrom = SignedToken.Time(claims, "nbf") is { } notBefore && notBefore > issuedAt ? notBefore : issuedAt;
        return now - expiresAt >= clockSkew ? new SsoVerdict(RedoxSsoTokenOutcome.Expired, $"expired at {Shown(expiresAt)}, {Seconds(now - expiresAt)} s ago")
            : validFrom - now > clockSkew ? new SsoVerdict(
                RedoxSsoTokenOutcome.NotYetValid, $"is valid from {Shown(validFrom)}, in {Seconds(validFrom - now)} s: compare the clock of this machine")
            : opened with { Token = new RedoxSsoToken(claims, issuedAt, expiresAt) };
    }

    /// <summary>A claim that is text.</summary>
    /// <param name="claim">The name, e.g. <c>npi</c>.</param>
    /// <returns>The text; <see langword="null"/> when the token has no such claim, or it is something else.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="claim"/> is null.</exception>
    public string? Text(string claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Text(Claims, claim);
    }

    /// <summary>The type's name only: claims name people.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxSsoToken);

    // What is there in another form than its own is no less a fault than what is not there.
    private static string? Fault(JsonElement claims) =>
        Array.Find(RequiredTexts, claim => Text(claims, claim) is null) is { } text ? $"has no claim '{text}' that is a text"
        : Array.Find(RequiredTimes, claim => SignedToken.Time(claims, claim) is null) is { } time ? $"has no claim '{time}' that is a time"
        : claims.TryGetProperty("nbf", out _) && SignedToken.Time(claims, "nbf") is null ? "has a claim 'nbf' that is no time"
        : null;

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);

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

    /// <summary>
    /// It is no JWT of three parts, holds text that is not Unicode or a member twice, lacks a required claim (<c>iss</c>, <c>sub</c>, <c>aud</c>, <c>iat</c>,
    /// <c>exp</c>) or has it in another form, or demands extensions (<c>crit</c>).
    /// </summary>
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
