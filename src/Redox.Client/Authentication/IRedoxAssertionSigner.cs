namespace Redox.Client;

/// <summary>
/// Signs the assertion with which a client proves its identity (RFC 7523 section 3), with a private key that never leaves its vault or hardware module.
/// Registered with <c>AddRedoxClient(...).UseAssertionSigner(...)</c>, instead of a private key in <see cref="RedoxCredentials"/>.
/// </summary>
/// <remarks>
/// Called once for each access token, so every few minutes, and once more when this machine's clock turns out to be wrong; never concurrently for one
/// client. <see cref="Algorithm"/> and <see cref="KeyId"/> are read again each time. Exceptions end the token request: their type is reported, but never their text,
/// so log the details that help to find the cause.
/// </remarks>
public interface IRedoxAssertionSigner
{
    /// <summary><c>RS384</c> for an RSA key, <c>ES384</c> for an EC key on P-384 (RFC 7518 section 3.1).</summary>
    string Algorithm { get; }

    /// <summary>The ID (<c>kid</c>) under which the public half of the key is registered with Redox.</summary>
    string KeyId { get; }

    /// <summary>Signs the bytes, hashing them with SHA-384.</summary>
    /// <param name="data">The bytes to sign: the header and claims of the assertion in ASCII.</param>
    /// <param name="cancellationToken">Cancelled when the whole token request takes too long (30 seconds); a later signature is not used.</param>
    /// <returns>
    /// The signature. RS384: RSASSA-PKCS1-v1_5. ES384: the two numbers side by side, 96 bytes in total (RFC 7518 section 3.4), not DER.
    /// </returns>
    Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);
}
