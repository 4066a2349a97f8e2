namespace Redox.Client.Testing.Engine.Authentication;

/// <summary><c>POST /v2/auth/token</c>: exchanges a signed assertion for an access token (OAuth client credentials).</summary>
internal sealed class TokenEndpoint(RegisteredClient client, AssertionVerifier verifier, AccessTokens tokens)
{
    private const string FormContentType = "application/x-www-form-urlencoded";

    public FakeReply Answer(FakeRequest request, RecordedRequest entry)
    {
        var mediaType = request.Header("Content-Type")?.Split(';')[0].Trim();
        if (!FormContentType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            var text = $"Content-Type is '{mediaType}'. Send {FormContentType}.";
            return Refuse(entry, [new(RequestProblemKind.ContentTypeNotForm, text, TokenErrors.ContentType)]);
        }

        var form = TokenForm.Parse(request.Body);
        var assertion = SignedJwt.Parse(form.Assertion);
        List<AssertionRefusal> refusals = [.. form.Check(assertion), .. assertion is null ? [] : verifier.Verify(assertion, entry.Number)];
        if (refusals.Count > 0)
        {
            return Refuse(entry, refusals);
        }

        entry.LeanOn(assertion?.Header.Text("alg") == RegisteredKey.Es384 ? Ledger.TokenEs384 : Ledger.TokenRs384);
        return Grant(entry, form.Scope ?? assertion?.Claims.Text("scope"));
    }

    [Follows(Ledger.TokenReply, Ledger.TokenReplyDetails)]
    private FakeReply Grant(RecordedRequest entry, string? scope)
    {
        entry.Accepted = true;
        entry.LeanOn(Ledger.TokenReply, Ledger.TokenLife);
        var response = JsonReply.Object(200, writer =>
        {
            writer.WriteString("access_token", tokens.Issue(client).Value);
            writer.WriteString("scope", scope ?? "");
            writer.WriteString("token_type", "Bearer");
            writer.WriteNumber("expires_in", (long)tokens.LifetimeFor(client).TotalSeconds);
        });
        return response with { Headers = [new("Cache-Control", "no-store")] };
    }

    [Follows(Ledger.TokenRefusal, Ledger.TokenRefusalStatus)]
    private static FakeReply Refuse(RecordedRequest entry, List<AssertionRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            entry.Report(refusal.Kind, refusal.Text);
        }

        entry.LeanOn(Ledger.TokenRefusal, Ledger.TokenRefusalStatus, refusals[0].Follows);
        if (refusals.Exists(refusal => refusal.Description != refusals[0].Description))
        {
            entry.LeanOn(Ledger.TokenProblemOrder);
        }

        return TokenErrors.Reply(400, TokenErrors.InvalidRequest, refusals[0].Description);
    }
}
