using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Redox.Client.Receiving.SignOn;

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
    /// Creates a token from claims as they are, for tests of an <see cref="IRedoxSignOnHandler"/>. It proves nothing: only <see cref="Validate"/> checks whether
    /// a token is signed and currently valid.
    /// </summary>
    /// <param name="claims">A JSON object with at least <c>iss</c>, <c>sub</c>, <c>aud</c>, <c>iat</c> and <c>exp</c>.</param>
    /// <exception cref="ArgumentException">It is not a JSON object in Unicode, or lacks a required claim.</exception>
    public RedoxSsoToken(JsonElement claims)
    {
        if (claims.ValueKind != JsonValueKind.Object || !SignedToken.IsUnicode(JsonMarshal.GetRawUtf8Value(claims)))
        {
            throw new ArgumentException("The claims are not a JSON object in Unicode.", nameof(claims));
        }

        if (Fault(claims) is { } fault)
        {
            throw new ArgumentException($"The token {fault}.", nameof(claims));
        }

        (Claims, IssuedAt, ExpiresAt) = (claims, SignedToken.Time(claims, "iat")!.Value, SignedToken.Time(claims, "exp")!.Value);
    }

    /// <summary>The default tolerance between the clocks of Redox and this machine: 60 seconds.</summary>
    public static TimeSpan DefaultClockSkew { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The source that vouches for the user (<c>iss</c>).</summary>
    public string Issuer => Text("iss")!;

    /// <summary>The user (<c>sub</c>).</summary>
    public string Subject => Text("sub")!;

    /// <summary>The destination that the token is for (<c>aud</c>): compare it with the one in the dashboard.</summary>
    public string Audience => Text("aud")!;

    /// <summary>When it was issued (<c>iat</c>).</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>When it expires (<c>exp</c>).</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>
    /// All claims: besides those above <c>name</c>, <c>given_name</c>, <c>family_name</c>, <c>middle_name</c>, <c>email</c>, <c>npi</c>, <c>patient_ids</c>,
    /// <c>visit_id</c>, <c>facility_id</c>, <c>department_id</c>, <c>zoneinfo</c>, <c>locale</c> and <c>phone_number</c>, each if it is known.
    /// </summary>
    public JsonElement Claims { get; }

    /// <summary>
    /// Validates a token. HS256 is the only algorithm, whatever the token's header says. The signature is compared in constant time with those of all secrets.
    /// Used tokens are not remembered: a token may be used more than once until it expires.
    /// </summary>
    /// <param name="token">The token, without the word Bearer.</param>
    /// <param name="secrets">The valid secrets, several during rotation. Blank ones are ignored.</param>
    /// <param name="now">The current time.</param>
    /// <param name="validated">The token, when it is valid.</param>
    /// <param name="clockSkew">The tolerance between the clocks. Default: <see cref="DefaultClockSkew"/>.</param>
    /// <returns>The outcome. Without a secret, no token is valid.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="secrets"/> is null.</exception>
    public static RedoxSsoTokenOutcome Validate(
        string? token, IEnumerable<string> secrets, DateTimeOffset now, out RedoxSsoToken? validated, TimeSpan? clockSkew = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var verdict = Check(token, secrets, now, clockSkew ?? DefaultClockSkew);
        validated = verdict.Token;
        return verdict.Outcome;
    }

    /// <summary>Like <see cref="Validate"/>, with the reason in words.</summary>
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

        // Differences of times, since sums may overflow DateTimeOffset.
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

    // A claim in a wrong form is as faulty as a missing one.
    private static string? Fault(JsonElement claims) =>
        Array.Find(RequiredTexts, claim => Text(claims, claim) is null) is { } text ? $"has no claim '{text}' that is text"
        : Array.Find(RequiredTimes, claim => SignedToken.Time(claims, claim) is null) is { } time ? $"has no claim '{time}' that is a time"
        : claims.TryGetProperty("nbf", out _) && SignedToken.Time(claims, "nbf") is null ? "has a claim 'nbf' that is not a time"
        : null;

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement claims, string claim) =>
        claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The outcome of the validation of an SSO token. There are no others.</summary>
public enum RedoxSsoTokenOutcome
{
    /// <summary>Signed with one of the secrets, and currently valid.</summary>
    Valid,

    /// <summary>No secret is configured, so no token is valid.</summary>
    NotConfigured,

    /// <summary>The token is missing or empty.</summary>
    Missing,

    /// <summary>
    /// It is not a JWT of three parts, contains text that is not Unicode or a duplicate member, lacks a required claim (<c>iss</c>, <c>sub</c>, <c>aud</c>, <c>iat</c>,
    /// <c>exp</c>) or has it in another form, or requires extensions (<c>crit</c>).
    /// </summary>
    Malformed,

    /// <summary>It is signed with an algorithm other than HS256, or not signed.</summary>
    WrongAlgorithm,

    /// <summary>The signature does not match any of the secrets, or the token was changed.</summary>
    WrongSignature,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It was issued in the future, or is not valid yet: check the clocks.</summary>
    NotYetValid,
}
