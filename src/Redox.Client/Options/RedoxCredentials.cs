using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Redox.Client;

/// <summary>
/// Your identity at Redox, and the secret that proves it: an OAuth API key (client ID and private key), or, if you still have one,
/// a legacy API key. Set one of the two kinds.
/// </summary>
[DebuggerDisplay(nameof(RedoxCredentials))]
public sealed class RedoxCredentials
{
    /// <summary>The client ID of the OAuth API key. Required, unless a legacy key is used.</summary>
    public string? ClientId { get; set; }

    /// <summary>The ID (<c>kid</c>) under which the public half of the key is registered with Redox. Default: the <c>kid</c> of a JWK; required with a PEM.</summary>
    public string? KeyId { get; set; }

    /// <summary>
    /// The private key as text: PEM (PKCS#8, encrypted PKCS#8, PKCS#1, SEC1) or JWK; RSA of 2048 bits or more, or EC on P-384.
    /// Line breaks may be written as <c>\n</c>, as environment variables often hold them, and quotes around it are removed.
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKey { get; set; }

    /// <summary>
    /// The path of a file with the private key in one of the forms of <see cref="PrivateKey"/>. It is read for each access token, so a replaced file
    /// takes effect within a token's lifetime. When it becomes unreadable, the previous key stays in use and a warning is logged. Up to 64 KB of text: UTF-8, or
    /// UTF-16 with a byte order mark.
    /// </summary>
    public string? PrivateKeyPath { get; set; }

    /// <summary>The password of an encrypted PKCS#8 key.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKeyPassword { get; set; }

    /// <summary>
    /// The previous key, during key rotation. It signs as long as Redox does not know the new one ("Public key not found"), and the log says so.
    /// Default: none.
    /// </summary>
    public RedoxPrivateKey? PreviousKey { get; set; }

    /// <summary>
    /// The OAuth scope to ask for, for example <c>fhir:production</c>. Default: none is sent, as in Redox's current documentation.
    /// </summary>
    public string? Scope { get; set; }

    /// <summary>
    /// The audience (<c>aud</c>) of the assertion. Default: the token endpoint under <see cref="RedoxClientOptions.BaseAddress"/>; set it when that is
    /// a gateway of your own, whose address Redox does not know.
    /// </summary>
    public string? Audience { get; set; }

    /// <summary>
    /// LEGACY. The API key of a source, which Redox no longer creates: prefer an OAuth API key. Set together with <see cref="Secret"/>, and without the
    /// OAuth settings. Its tokens live for 24 hours and work for the Data Model API only. (Redox: "Migrate from a legacy API key")
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>LEGACY. The secret of <see cref="ApiKey"/>.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Secret { get; set; }

    /// <summary>Whether a legacy key is intended, completely set or not.</summary>
    internal bool IsLegacy => !string.IsNullOrWhiteSpace(ApiKey) || !string.IsNullOrWhiteSpace(Secret);

    /// <summary>Whether a registered <see cref="IRedoxAssertionSigner"/> takes the place of the private key.</summary>
    internal bool UsesSigner { get; set; }

    /// <summary>Whether tokens are shared across machines.</summary>
    internal bool SharesTokens { get; set; }

    /// <summary>The key that is set directly here.</summary>
    internal RedoxPrivateKey Key => new() { KeyId = KeyId, PrivateKey = PrivateKey, PrivateKeyPath = PrivateKeyPath, PrivateKeyPassword = PrivateKeyPassword };

    /// <summary>The type's name only: the values are secrets.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxCredentials);
}
