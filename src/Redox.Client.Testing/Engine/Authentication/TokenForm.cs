using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>The form of a token request; absent or empty parameters are <see langword="null"/>.</summary>
/// <param name="GrantType"><c>grant_type</c>.</param>
/// <param name="AssertionType"><c>client_assertion_type</c>.</param>
/// <param name="Assertion"><c>client_assertion</c> as sent.</param>
/// <param name="Jwt">The assertion; <see langword="null"/> if it is not a JWT.</param>
/// <param name="Scope"><c>scope</c>.</param>
internal sealed record TokenForm(string? GrantType, string? AssertionType, string? Assertion, SignedJwt? Jwt, string? Scope)
{
    public const string ContentType = "application/x-www-form-urlencoded";

    private const string ClientCredentials = "client_credentials";
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>The body of a request as a form; any text is one.</summary>
    public static TokenForm Of(FakeRequest request) => request.Parsed(Parse)!;

    private static TokenForm Parse(ReadOnlyMemory<byte> body)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        var assertion = Parameter("client_assertion");
        return new(Parameter("grant_type"), Parameter("client_assertion_type"), assertion, SignedJwt.Parse(assertion), Parameter("scope"));

        string? Parameter(string name) => form.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
    }

    /// <summary>Problems of the form itself; the content of the assertion is checked elsewhere.</summary>
    [Follows(Ledger.TokenErrorTexts, Ledger.TokenNoJwtText)]
    public IEnumerable<AssertionRefusal> Check()
    {
        if (GrantType is null)
        {
            yield return new(RequestProblemKind.GrantTypeMissing, $"The form has no grant_type. Send {ClientCredentials}.", TokenErrors.GrantTypeMissing);
        }
        else if (GrantType != ClientCredentials)
        {
            yield return new(RequestProblemKind.GrantTypeInvalid, $"grant_type is '{GrantType}'. Send {ClientCredentials}.", TokenErrors.GrantTypeInvalid);
        }

        if (AssertionType is null)
        {
            yield return new(
                RequestProblemKind.AssertionTypeMissing, $"The form has no client_assertion_type. Send {JwtBearer}.", TokenErrors.AssertionTypeMissing);
        }
        else if (AssertionType != JwtBearer)
        {
            yield return new(
                RequestProblemKind.AssertionTypeInvalid, $"client_assertion_type is '{AssertionType}'. Send {JwtBearer}.", TokenErrors.AssertionTypeInvalid);
        }

        if (Assertion is null)
        {
            yield return new(RequestProblemKind.AssertionMissing, "The form has no client_assertion. Send the signed JWT.", TokenErrors.AssertionMissing);
        }
        else if (Jwt is null)
        {
            yield return new(
                RequestProblemKind.AssertionMalformed,
                "client_assertion is not a JWT: expected three parts in Base64url without padding or white space (RFC 7515 section 2), the first two JSON objects.",
                TokenErrors.None,
                Ledger.TokenNoJwtText);
        }
    }
}
