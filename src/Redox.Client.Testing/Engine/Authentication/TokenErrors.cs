using Redox.Client.Testing.Fidelity;
namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>The <c>error_description</c> values of Redox's token endpoint.</summary>
[Follows(Ledger.TokenErrorTexts)]
internal static class TokenErrors
{
    /// <summary>For a wrong <c>aud</c>, <c>alg</c> or <c>jti</c>, or an <c>iat</c> outside the window.</summary>
    public const string None = "";

    public const string InvalidRequest = "invalid_request";
    public const string ContentType = "x-www-form-urlencoded content-type required";
    public const string GrantTypeMissing = "Missing grant_type parameter";
    public const string GrantTypeInvalid = "The grant_type parameter should equal 'client_credentials'";
    public const string AssertionTypeMissing = "Missing client assertion type";
    public const string AssertionTypeInvalid = "Invalid client assertion type";
    public const string AssertionMissing = "Missing client assertion";
    public const string KeyIdMissing = "JWT header kid property is required";
    public const string KeyNotFound = "Public key not found, check client_id, kid and Redox dashboard settings";

    [Follows(Ledger.TokenRefusal, Ledger.TokenRefusalAddress)]
    public static FakeResponse Reply(int status, string error, string description) => JsonResponse.Object(status, writer =>
    {
        writer.WriteString("error", error);
        writer.WriteString("error_description", description);
        writer.WriteString("error_uri", "https://docs.redoxengine.com/permalink/oauth-api-key-errors");
    });

    public static string Unexpected(string name) => $"Unexpected {name} claim value";
}
