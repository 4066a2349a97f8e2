using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>Exchanges a signed assertion for an access token (OAuth client credentials).</summary>
internal sealed class TokenEndpoint(RegisteredClient client, AssertionVerifier verifier, AccessTokens tokens)
{
    private const string FormContentType = "application/x-www-form-urlencoded";

    public FakeResponse Answer(FakeRequest request, RequestRecord entry)
    {
        var mediaType = request.MediaType;
        if (!FormContentType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            var text = $"Content-Type is '{mediaType}'. Send {FormContentType}.";
            return Refuse(entry, [new(RequestProblemKind.ContentTypeNotForm, text, TokenErrors.ContentType)]);
        }

        var form = TokenForm.Of(request);
        var assertion = form.Jwt;
        List<AssertionRefusal> refusals = [.. form.Check(), .. assertion is null ? [] : verifier.Verify(assertion, entry.Number)];
        if (refusals.Count > 0)
        {
            return Refuse(entry, refusals);
        }

        entry.RestOn(assertion?.Header.Text("alg") == RegisteredKey.Es384 ? Ledger.TokenEs384 : Ledger.TokenRs384);
        return Grant(entry, form.Scope ?? assertion?.Claims.Text("scope"));
    }

    [Follows(Ledger.TokenReply, Ledger.TokenReplyDetails)]
    private FakeResponse Grant(RequestRecord entry, string? scope)
    {
        entry.Accepted = true;
        entry.RestOn(Ledger.TokenReply, Ledger.TokenLife);
        var response = JsonResponse.Object(200, writer =>
        {
            writer.WriteString("access_token", tokens.Issue(client).Value);
            writer.WriteString("scope", scope ?? "");
            writer.WriteString("token_type", "Bearer");
            writer.WriteNumber("expires_in", (long)tokens.LifetimeFor(client).TotalSeconds);
        });
        return response with { Headers = [new("Cache-Control", "no-store")] };
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
