using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Redox.Client;

/// <summary>
/// An OAuth API key of Redox: who you are, and the private key that proves it.
/// Exactly one of <see cref="PrivateKey"/> and <see cref="PrivateKeyPath"/> is set.
/// </summary>
public sealed class RedoxCredentials
{
    /// <summary>The client ID of the API key. Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>The ID (<c>kid</c>) under which the public half of the key is registered with Redox. Required.</summary>
    public string? KeyId { get; set; }

    /// <summary>
    /// The RSA private key as PEM text (PKCS#8 or PKCS#1), 2048 bits or more. Line breaks may be written as <c>\n</c>, as environment variables often hold them.
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKey { get; set; }

    /// <summary>The path of a file with the RSA private key as PEM text. Read once, when the client starts.</summary>
    public string? PrivateKeyPath { get; set; }

    /// <summary>The type's name only: the values are secrets.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxCredentials);
}
