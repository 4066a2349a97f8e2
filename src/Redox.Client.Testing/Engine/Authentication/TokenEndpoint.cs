using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>Exchanges a signed assertion for an access token (OAuth client credentials).</summary>
internal sealed class TokenEndpoint(RegisteredClient client, AssertionVerifier verifier, AccessTokens tokens)
{
    public FakeResponse Answer(FakeRequest request, RequestRecord entry)
    {
        var mediaType = request.MediaType;
        if (!TokenForm.ContentType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            var text = $"Content-Type is '{mediaType}'. Send {TokenForm.ContentType}.";
            return Refuse(entry, [new(RequestProblemKind.ContentTypeNotForm, text, TokenErrors.ContentType)]);
        }

        var form = TokenForm.Of(request);
        var assertion = form.Jwt;
        List<AssertionRefusal> refusals = [.. form.Check(), .. assertion is null ? [] : verifier.Verify(assertion, entry)];
        if (refusals.Count > 0)
        {
            return Refuse(entry, refusals);
        }

        entry.RestOn(assertion?.Header.Text("alg") == RegisteredKey.Es384 ? Ledger.TokenEs384 : Ledger.TokenRs384);
        return Grant(entry, form.Scope ?? assertion?.Claims.Text("scope"));
    }

    [Follows(Ledger.TokenReply, Ledger.TokenReplyDetails, Ledger.TokenUnlimited)]
    private FakeResponse Grant(RequestRecord entry, string? scope)
    {
        entry.Accepted = true;
        entry.RestOn(Ledger.TokenReply, Ledger.TokenLife);
        return JsonResponse.Object(200, writer =>
        {
            writer.WriteString("access_token", tokens.Issue(client).Value);
            writer.WriteString("scope", scope ?? "");
            writer.WriteString("token_type", "Bearer");
            writer.WriteNumber("expires_in", (long)tokens.LifetimeFor(client).TotalSeconds);
        });
    }

    [Follows(Ledger.TokenRefusal, Ledger.TokenRefusalStatus)]
    private static FakeResponse Refuse(RequestRecord entry, List<AssertionRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            entry.Report(refusal.Kind, refusal.Text);
        }

        entry.RestOn(Ledger.TokenRefusal, Ledger.TokenRefusalStatus, refusals[0].Follows);
        if (refusals.Exists(refusal => refusal.Description != refusals[0].Description))
        {
            entry.RestOn(Ledger.TokenProblemOrder);
        }

        return TokenErrors.Reply(400, TokenErrors.InvalidRequest, refusals[0].Description);
    }
}
