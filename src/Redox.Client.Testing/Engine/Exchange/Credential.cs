namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>How a request to an endpoint says which client sent it.</summary>
internal enum Credential
{
    /// <summary>By an access token in <c>Authorization: Bearer</c>.</summary>
    BearerToken,

    /// <summary>By a signed assertion in the form of a token request.</summary>
    Assertion,

    /// <summary>By a legacy API key in a JSON body.</summary>
    LegacyKey,
}
