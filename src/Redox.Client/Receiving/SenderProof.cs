namespace Redox.Client.Receiving;

/// <summary>What the headers of a request prove about its sender, before a byte of the body is read.</summary>
internal readonly record struct SenderProof(RedoxVerificationOutcome Outcome, bool HasTokenHeader, RedoxSsoToken? SsoToken)
{
    public bool IsValid => Outcome == RedoxVerificationOutcome.Valid;

    /// <summary>Whether the request may be a sign-on and nothing else: all that speaks for it is the token of a sign-on.</summary>
    public bool IsForSignOnOnly => !IsValid && !HasTokenHeader && SsoToken is not null;

    public static SenderProof Of(RedoxRequest request, RedoxDestinationOptions options, DateTimeOffset now)
    {
        var token = request.Header("verification-token") is { Length: > 0 } header ? header : null;
        var bearer = RedoxVerification.Bearer(request.Header("Authorization"));
        RedoxSsoToken? ssoToken = null;
        if (bearer is not null && options.SsoSecrets.Count > 0)
        {
            RedoxSsoToken.Validate(bearer, options.SsoSecrets, now, out ssoToken);
        }

        var outcome = !options.TrustEndpointAuthorization ? RedoxVerification.Verify(options.VerificationTokens, token ?? bearer)
            : !request.IsAuthorized ? RedoxVerificationOutcome.Missing
            : token is null || options.VerificationTokens.Count == 0 ? RedoxVerificationOutcome.Valid
            : RedoxVerification.Verify(options.VerificationTokens, token);
        return new SenderProof(outcome, token is not null, ssoToken);
    }

    /// <summary>Verifies a handshake, whose token stands in the body or the query. (Redox: "Verify a destination")</summary>
    public static RedoxVerificationOutcome OfHandshake(RedoxRequest request, RedoxDestinationOptions options, string? token) =>
        options.TrustEndpointAuthorization && !request.IsAuthorized ? RedoxVerificationOutcome.Missing
        : options.TrustEndpointAuthorization && options.VerificationTokens.Count == 0 ? RedoxVerificationOutcome.Valid
        : RedoxVerification.Verify(options.VerificationTokens, token);
}
