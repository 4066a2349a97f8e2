using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Redox.Client;

/// <summary>
/// A private key and the ID of its public half: RSA of 2048 bits or more (RS384), or EC on P-384 (ES384).
/// Exactly one of <see cref="PrivateKey"/> and <see cref="PrivateKeyPath"/> must be set.
/// </summary>
[DebuggerDisplay(nameof(RedoxPrivateKey))]
public sealed class RedoxPrivateKey
{
    /// <inheritdoc cref="RedoxCredentials.KeyId"/>
    public string? KeyId { get; set; }

    /// <inheritdoc cref="RedoxCredentials.PrivateKey"/>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKey { get; set; }

    /// <inheritdoc cref="RedoxCredentials.PrivateKeyPath"/>
    public string? PrivateKeyPath { get; set; }

    /// <inheritdoc cref="RedoxCredentials.PrivateKeyPassword"/>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKeyPassword { get; set; }

    /// <summary>The type's name only: the values are secrets.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxPrivateKey);
}
