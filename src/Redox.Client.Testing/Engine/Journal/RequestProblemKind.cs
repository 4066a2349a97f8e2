namespace Redox.Client.Testing;

/// <summary>What can be wrong with a request. The journal lists every problem of a request, while the response says only what Redox would say.</summary>
public enum RequestProblemKind
{
    /// <summary>No endpoint of the fake answers this verb and path.</summary>
    RouteUnknown,

    /// <summary>The token request is not <c>application/x-www-form-urlencoded</c>.</summary>
    ContentTypeNotForm,

    /// <summary>The form has no <c>grant_type</c>.</summary>
    GrantTypeMissing,

    /// <summary><c>grant_type</c> is not <c>client_credentials</c>.</summary>
    GrantTypeInvalid,

    /// <summary>The form has no <c>client_assertion_type</c>.</summary>
    AssertionTypeMissing,

    /// <summary><c>client_assertion_type</c> is not <c>urn:ietf:params:oauth:client-assertion-type:jwt-bearer</c>.</summary>
    AssertionTypeInvalid,

    /// <summary>The form has no <c>client_assertion</c>.</summary>
    AssertionMissing,

    /// <summary>The assertion is not a signed JWT in compact form (RFC 7515, 3.1).</summary>
    AssertionMalformed,

    /// <summary>The assertion's <c>alg</c> is not accepted.</summary>
    AlgorithmNotAccepted,

    /// <summary>The assertion's header has no <c>kid</c>.</summary>
    KeyIdMissing,

    /// <summary>The client has no registered key with the assertion's <c>kid</c>.</summary>
    KeyIdUnknown,

    /// <summary>The signature does not verify with the registered public key.</summary>
    SignatureInvalid,

    /// <summary>The assertion has no <c>iss</c>.</summary>
    IssuerMissing,

    /// <summary><c>iss</c> is not the ID of a registered client.</summary>
    ClientUnknown,

    /// <summary>The assertion has no <c>sub</c>.</summary>
    SubjectMissing,

    /// <summary><c>sub</c> is not the same as <c>iss</c>.</summary>
    SubjectNotIssuer,

    /// <summary><c>aud</c> does not name this token endpoint.</summary>
    AudienceInvalid,

    /// <summary><c>iat</c> is in the future, beyond the allowed clock skew.</summary>
    IssuedInFuture,

    /// <summary><c>iat</c> is too far in the past.</summary>
    IssuedTooLongAgo,

    /// <summary><c>exp</c> has passed.</summary>
    AssertionExpired,

    /// <summary><c>nbf</c> is in the future.</summary>
    AssertionNotYetValid,

    /// <summary><c>iat</c>, <c>exp</c> or <c>nbf</c> is not a number.</summary>
    TimeMalformed,

    /// <summary>The assertion has no <c>jti</c>.</summary>
    AssertionIdMissing,

    /// <summary>An earlier assertion of the client had the same <c>jti</c>.</summary>
    AssertionIdReused,

    /// <summary>The legacy API key or its secret is wrong.</summary>
    LegacyKeyInvalid,

    /// <summary>The fake did not issue this refresh token, or it was used or revoked.</summary>
    RefreshTokenUnknown,

    /// <summary>The request has no <c>Authorization: Bearer</c> header.</summary>
    BearerTokenMissing,

    /// <summary>The fake did not issue this bearer token.</summary>
    BearerTokenUnknown,

    /// <summary>The bearer token was revoked.</summary>
    BearerTokenRevoked,

    /// <summary>The bearer token has expired on the fake's clock.</summary>
    BearerTokenExpired,

    /// <summary>A message is not <c>application/json</c>.</summary>
    ContentTypeNotJson,

    /// <summary>The exchange does not know the <c>Content-Encoding</c> of the body, or the body does not have it.</summary>
    ContentEncodingInvalid,

    /// <summary>The body is larger than the exchange accepts.</summary>
    BodyTooLarge,

    /// <summary>The client has sent more requests than its rate limit allows.</summary>
    RateLimitExceeded,

    /// <summary>The body is not one JSON object.</summary>
    BodyNotJson,

    /// <summary>The message has no <c>Meta.DataModel</c>.</summary>
    DataModelMissing,

    /// <summary>The message has no <c>Meta.EventType</c>.</summary>
    EventTypeMissing,

    /// <summary><c>Meta.Destinations</c> does not name a destination.</summary>
    DestinationMissing,

    /// <summary>A destination has no <c>ID</c>, or one that the fake does not know.</summary>
    DestinationUnknown,

    /// <summary>A destination is in another environment than the client.</summary>
    DestinationInOtherEnvironment,

    /// <summary>The client is not subscribed to the message's data model at a destination.</summary>
    DataModelNotSubscribed,

    /// <summary>A query names more than one destination.</summary>
    TooManyDestinations,

    /// <summary>A search has no criteria.</summary>
    SearchCriteriaMissing,

    /// <summary>The scripted response of the test for a query threw an exception.</summary>
    ResponseFailed,

    /// <summary>The message lacks a member that its event requires.</summary>
    MemberMissing,

    /// <summary>An object in the message has a member more than once. The exchange accepts the message, and the last one counts.</summary>
    MemberDuplicate,

    /// <summary>A member of the message has a different kind of value than its data model says, or is not a valid date. The exchange accepts the message.</summary>
    MemberMalformed,
}
