namespace Redox.Client.Testing.Engine.Authentication;

/// <summary><c>POST /v2/auth/token</c>: a signed assertion for an access token (OAuth client credentials).</summary>
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
        return refusals.Count > 0 ? Refuse(entry, refusals) : Grant(entry, form.Scope ?? assertion?.Claims.Text("scope"));
    }

    [Recorded("Redox's JavaScript sample and working clients: the four members")]
    [Assumed("The spelling of Bearer, an empty scope when none was asked for, and no-store (RFC 6749, 5.1)")]
    private FakeReply Grant(RecordedRequest entry, string? scope)
    {
        entry.Accepted = true;
        var reply = JsonReply.Object(200, writer =>
        {
            writer.WriteString("access_token", tokens.Issue(client).Value);
            writer.WriteString("scope", scope ?? "");
            writer.WriteString("token_type", "Bearer");
            writer.WriteNumber("expires_in", (long)tokens.LifetimeFor(client).TotalSeconds);
        });
        return reply with { Headers = [new("Cache-Control", "no-store")] };
    }

    [Documented("Troubleshoot OAuth API key errors: the code")]
    [Assumed("Status 400, the rule of RFC 6749, 5.2")]
    private static FakeReply Refuse(RecordedRequest entry, List<AssertionRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            entry.Report(refusal.Kind, refusal.Text);
        }

        return TokenErrors.Reply(400, "invalid_request", refusals[0].Description);
    }
}
