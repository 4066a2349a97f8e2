using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary><c>POST /v2/auth/token</c>: a signed assertion for an access token (OAuth client credentials).</summary>
internal sealed class TokenEndpoint(RegisteredClient client, AssertionVerifier verifier, AccessTokens tokens)
{
    private const string FormContentType = "application/x-www-form-urlencoded";
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public FakeReply Answer(FakeRequest request, RecordedRequest entry)
    {
        var mediaType = request.Header("Content-Type")?.Split(';')[0].Trim();
        if (!FormContentType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(entry, [new(RequestProblemKind.ContentTypeNotForm, $"Content-Type is '{mediaType}'. Send {FormContentType}.", TokenErrors.ContentType)]);
        }

        var form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(request.Body));
        var refusals = CheckForm(form).ToList();
        var assertion = SignedJwt.Parse(form["client_assertion"].ToString());
        if (assertion is not null)
        {
            refusals.AddRange(verifier.Verify(assertion, entry.Number));
        }

        if (refusals.Count > 0)
        {
            return Refuse(entry, refusals);
        }

        entry.Accepted = true;
        return Grant(form["scope"] is { Count: > 0 } scope ? scope.ToString() : assertion?.Claims.Text("scope"));
    }

    [Documented("Troubleshoot OAuth API key errors")]
    [Assumed("A text that is no JWT: the empty description")]
    private static IEnumerable<AssertionRefusal> CheckForm(Dictionary<string, StringValues> form)
    {
        var grantType = Parameter(form, "grant_type");
        if (grantType is null)
        {
            yield return new(RequestProblemKind.GrantTypeMissing, "The form has no grant_type. Send client_credentials.", TokenErrors.GrantTypeMissing);
        }
        else if (grantType != "client_credentials")
        {
            yield return new(RequestProblemKind.GrantTypeInvalid, $"grant_type is '{grantType}'. Send client_credentials.", TokenErrors.GrantTypeInvalid);
        }

        var assertionType = Parameter(form, "client_assertion_type");
        if (assertionType is null)
        {
            yield return new(RequestProblemKind.AssertionTypeMissing, $"The form has no client_assertion_type. Send {AssertionType}.", TokenErrors.AssertionTypeMissing);
        }
        else if (assertionType != AssertionType)
        {
            yield return new(RequestProblemKind.AssertionTypeInvalid, $"client_assertion_type is '{assertionType}'. Send {AssertionType}.", TokenErrors.AssertionTypeInvalid);
        }

        if (Parameter(form, "client_assertion") is not { } assertion)
        {
            yield return new(RequestProblemKind.AssertionMissing, "The form has no client_assertion. Send the signed JWT.", TokenErrors.AssertionMissing);
        }
        else if (SignedJwt.Parse(assertion) is null)
        {
            yield return new(RequestProblemKind.AssertionMalformed, "client_assertion is no JWT: three base64url parts, the first two JSON objects.", TokenErrors.None);
        }
    }

    private static string? Parameter(Dictionary<string, StringValues> form, string name) =>
        form.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    [Recorded("Redox's JavaScript sample and working clients: the four members")]
    [Assumed("The spelling of Bearer, an empty scope when none was asked for, and no-store (RFC 6749, 5.1)")]
    private FakeReply Grant(string? scope)
    {
        var reply = JsonReply.Object(200, writer =>
        {
            writer.WriteString("access_token", tokens.Issue(client).Value);
            writer.WriteString("scope", scope ?? "");
            writer.WriteString("token_type", "Bearer");
            writer.WriteNumber("expires_in", (long)tokens.Lifetime.TotalSeconds);
        });
        return reply with { Headers = [new("Cache-Control", "no-store")] };
    }

    [Documented("Troubleshoot OAuth API key errors: the body")]
    [Assumed("Status 400, the rule of RFC 6749, 5.2; Redox's page shows none")]
    private static FakeReply Refuse(RecordedRequest entry, List<AssertionRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            entry.Report(refusal.Kind, refusal.Text);
        }

        return JsonReply.Object(400, writer =>
        {
            writer.WriteString("error", "invalid_request");
            writer.WriteString("error_description", refusals[0].Description);
            writer.WriteString("error_uri", "https://docs.redoxengine.com/permalink/oauth-api-key-errors");
        });
    }
}
