using Redox.Client.Receiving.SignOn;

namespace Redox.Client.Receiving.Verification;

/// <summary>What the headers of a request prove about its sender, before a byte of the body is read.</summary>
/// <param name="Problem">Why it is not verified, in words, for a log; <see langword="null"/> when it is.</param>
/// <param name="HasTokenHeader">Whether it has the header <c>verification-token</c>, which then is the only one that counts.</param>
/// <param name="Sso">The verdict on its bearer token as a sign-on token; nothing without one, or without secrets.</param>
internal readonly record struct SenderProof(string? Problem, bool HasTokenHeader, SsoVerdict Sso)
{
    private const string NoToken = "it has no verification token";

    private const string NotAuthorized = "the endpoint did not authorize the request, as TrustEndpointAuthorization requires: protect it with RequireAuthorization()";

    public bool IsValid => Problem is null;

    public bool HasNoToken => ReferenceEquals(Problem, NoToken);

    public RedoxSsoToken? SsoToken => Sso.Token;

    /// <summary>Whether the request may only be a sign-on: its only proof is a sign-on token.</summary>
    public bool AllowsOnlySignOn => !IsValid && !HasTokenHeader && SsoToken is not null;

    /// <summary>Why a sign-on is not accepted.</summary>
    public string SignOnProblem => $"it is a sign-on, and its SSO token {Sso.Reason ?? "is missing"}";

    public static SenderProof Of(RedoxDestinationRequest request, RedoxDestinationOptions options, DateTimeOffset now)
    {
        var (header, bearer) = (TokenHeader(request), RedoxVerification.Bearer(request.Header("Authorization")));
        var sso = bearer is not null && options.SsoSecrets.Count > 0 ? RedoxSsoToken.Check(bearer, options.SsoSecrets, now, RedoxSsoToken.DefaultClockSkew) : default;
        return new SenderProof(ProblemOf(request, options, header, bearer, sso), header is not null, sso);
    }

    /// <summary>Why a handshake is not verified. Its token may be in a header, in the query and in the body, and all that are present must match.</summary>
    public static string? ProblemOfHandshake(RedoxDestinationRequest request, RedoxDestinationOptions options, Handshake handshake)
    {
        var trusts = options.TrustEndpointAuthorization;
        if (trusts && !request.IsAuthorized)
        {
            return NotAuthorized;
        }

        if (trusts && options.VerificationTokens.Count == 0)
        {
            return null;
        }

        // Behind endpoint authorization, the bearer token belongs to the authorization.
        (string Place, string? Token)[] places =
        [
            ("header", TokenHeader(request) ?? (trusts ? null : RedoxVerification.Bearer(request.Header("Authorization")))),
            ("query", request.Query("verification-token")),
            ("body", handshake.BodyToken),
        ];
        var given = places.Where(place => place.Token is not null).ToList();
        if (given.Count > 0)
        {
            return given.Select(place => ProblemOf(options, place.Place, place.Token)).FirstOrDefault(problem => problem is not null);
        }

        return trusts ? null : ProblemOf(options, "", null);
    }

    private static string? ProblemOf(RedoxDestinationRequest request, RedoxDestinationOptions options, string? header, string? bearer, SsoVerdict sso)
    {
        var trusts = options.TrustEndpointAuthorization;
        if (trusts && !request.IsAuthorized)
        {
            return NotAuthorized;
        }

        // An authorized request needs no token; one that it has all the same must match, if there are any to match with.
        if (trusts && (header is null || options.VerificationTokens.Count == 0))
        {
            return null;
        }

        return header is not null ? ProblemOf(options, "header 'verification-token'", header) : ProblemOfBearer(options, bearer, sso);
    }

    // It may be either kind of token. One with the three parts of a JWT was meant as a sign-on token, if there are SSO secrets.
    private static string? ProblemOfBearer(RedoxDestinationOptions options, string? bearer, SsoVerdict sso)
    {
        var problem = ProblemOf(options, "header 'Authorization'", bearer);
        return problem is not null && sso is { Reason: not null, Token: null } && bearer.AsSpan().Count('.') == 2 ? $"its SSO token {sso.Reason}" : problem;
    }

    private static string? ProblemOf(RedoxDestinationOptions options, string place, string? token) => RedoxVerification.Verify(options.VerificationTokens, token) switch
    {
        RedoxVerificationOutcome.Valid => null,
        RedoxVerificationOutcome.NotConfigured => "no verification token is configured (VerificationTokens)",
        RedoxVerificationOutcome.Missing when token is null => NoToken,
        RedoxVerificationOutcome.Missing => $"the verification token in its {place} is empty or not a text",
        _ when token!.Contains(',', StringComparison.Ordinal) =>
            $"the verification token in its {place} is not one of the configured ones, and contains a comma, as when a header was sent more than once",
        _ => $"the verification token in its {place} is not one of the configured ones",
    };

    // White space around it is not part of a header's value. (RFC 9110 section 5.5)
    private static string? TokenHeader(RedoxDestinationRequest request) => request.Header("verification-token")?.Trim(' ', '\t') is { Length: > 0 } header ? header : null;
}
