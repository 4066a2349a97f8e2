using System.Text.Json;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>
/// Verifies a signed assertion (RFC 7523, private_key_jwt) and finds everything that is wrong with it. The first finding
/// determines the response.
/// </summary>
[Follows(Ledger.TokenProblemOrder)]
internal sealed class AssertionVerifier(RegisteredClient client, AssertionRules rules, TimeProvider clock)
{
    private readonly UsedAssertionIds _usedIds = new();

    /// <summary>All reasons to refuse; none if the assertion is valid.</summary>
    /// <param name="assertion">The assertion.</param>
    /// <param name="entry">Takes notes of what is accepted, but may surprise.</param>
    public List<AssertionRefusal> Verify(SignedJwt assertion, RequestRecord entry)
    {
        var now = clock.GetUtcNow();
        var signed = IsSignedByClient(assertion);
        return
        [
            .. CheckHeaderAndKey(assertion, signed),
            .. CheckParties(assertion, entry),
            .. AssertionTimes.Check(assertion, now),
            .. CheckId(assertion, signed, entry, now),
        ];
    }

    private bool IsSignedByClient(SignedJwt assertion) =>
        client.Find(assertion.Header.Text("kid")) is { } key
        && assertion.Header.Text("alg") == key.Algorithm
        && assertion.Claims.Text("iss") == client.Id
        && key.Verify(assertion.SigningInput, assertion.Signature);

    [Follows(Ledger.TokenErrorTexts, Ledger.TokenSignatureText)]
    private IEnumerable<AssertionRefusal> CheckHeaderAndKey(SignedJwt assertion, bool signed)
    {
        var (algorithm, keyId, issuer) = (assertion.Header.Text("alg"), assertion.Header.Text("kid"), assertion.Claims.Text("iss"));
        var key = client.Find(keyId);
        string[] accepted = key is null ? [RegisteredKey.Rs384, RegisteredKey.Es384] : [key.Algorithm];
        var isAccepted = accepted.Contains(algorithm);
        if (keyId is null)
        {
            yield return new(RequestProblemKind.KeyIdMissing, "The JWT header has no kid. Name the key registered at Redox.", TokenErrors.KeyIdMissing);
        }

        if (!isAccepted)
        {
            yield return new(
                RequestProblemKind.AlgorithmNotAccepted, $"alg is '{algorithm}'; expected {string.Join(" or ", accepted)}.", TokenErrors.None);
        }

        if (issuer is null)
        {
            yield return new(RequestProblemKind.IssuerMissing, "The assertion has no iss. Set it to the client ID.", TokenErrors.Unexpected("iss"));
        }
        else if (issuer != client.Id)
        {
            yield return new(RequestProblemKind.ClientUnknown, $"iss is '{issuer}', which is not a registered client.", TokenErrors.KeyNotFound);
        }
        else if (keyId is not null && key is null)
        {
            yield return new(RequestProblemKind.KeyIdUnknown, $"kid is '{keyId}'; registered: '{string.Join("', '", client.KeyIds)}'.", TokenErrors.KeyNotFound);
        }
        else if (key is not null && isAccepted && !signed)
        {
            yield return new(
                RequestProblemKind.SignatureInvalid, "The signature does not match the registered public key.", TokenErrors.None, Ledger.TokenSignatureText);
        }
    }

    [Follows(Ledger.TokenParties, Ledger.TokenAudienceOptional, Ledger.TokenAudienceReal, Ledger.TokenSubjectText)]
    private IEnumerable<AssertionRefusal> CheckParties(SignedJwt assertion, RequestRecord entry)
    {
        var (issuer, subject) = (assertion.Claims.Text("iss"), assertion.Claims.Text("sub"));
        if (subject is null)
        {
            yield return new(RequestProblemKind.SubjectMissing, "The assertion has no sub. Set it to the client ID, like iss.", TokenErrors.Unexpected("sub"));
        }
        else if (issuer is not null && subject != issuer)
        {
            yield return new(
                RequestProblemKind.SubjectNotIssuer, $"sub is '{subject}', but iss is '{issuer}'; both are the client ID.", TokenErrors.Unexpected("sub"), Ledger.TokenSubjectText);
        }

        var audience = assertion.Claims.Member("aud");
        string[] named = audience.ValueKind == JsonValueKind.Array
            ? [.. audience.Items().Select(item => item.ToString())]
            : [audience.ToString()];
        if (audience.ValueKind == JsonValueKind.Undefined || named.Any(rules.Audiences.Contains))
        {
            yield break;
        }

        if (Array.Find(named, rules.RealAudiences.Contains) is { } real)
        {
            entry.RestOn(Ledger.TokenAudienceReal);
            entry.Note($"aud is '{real}', the token endpoint of the real Redox, not the fake's. The fake accepts it, because clients send it whose aud is a constant.");
        }
        else
        {
            yield return new(
                RequestProblemKind.AudienceInvalid,
                $"aud is '{string.Join("', '", named)}'; expected exactly '{string.Join("' or '", rules.Audiences)}'.",
                TokenErrors.None);
        }
    }

    [Follows(Ledger.TokenIdRequired, Ledger.TokenIdAgain, Ledger.TokenIdOnce)]
    private IEnumerable<AssertionRefusal> CheckId(SignedJwt assertion, bool signed, RequestRecord entry, DateTimeOffset now)
    {
        if (assertion.Claims.Text("jti") is not { } id)
        {
            yield return new(
                RequestProblemKind.AssertionIdMissing, "The assertion has no jti. Send a new random value with every request.", TokenErrors.Unexpected("jti"));
        }
        else if (signed && _usedIds.FirstUse(id, entry.Number, now) is var first && first != entry.Number)
        {
            var seen = $"jti was first seen in request #{first}.";
            if (rules.RefuseReused)
            {
                yield return new(RequestProblemKind.AssertionIdReused, $"{seen} Sign a new assertion for every request.", TokenErrors.None, Ledger.TokenIdOnce);
            }
            else
            {
                entry.RestOn(Ledger.TokenIdAgain);
                entry.Note($"{seen} Redox may refuse it: sign a new assertion for every request. The option RefuseReusedAssertions refuses it here.");
            }
        }
    }
}
