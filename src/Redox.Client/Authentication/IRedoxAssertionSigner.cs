namespace Redox.Client;

/// <summary>
/// Signs the assertion by which a client proves who it is (RFC 7523 section 3), with a private key that never leaves its vault or hardware module.
/// Registered with <c>AddRedoxClient(...).UseAssertionSigner(...)</c>, instead of a private key in <see cref="RedoxCredentials"/>.
/// </summary>
/// <remarks>
/// Asked once for each access token, so once in a few minutes, and once more when this machine's clock turns out to be wrong; never by two callers of one
/// client at once. <see cref="Algorithm"/> and <see cref="KeyId"/> are read anew each time. Exceptions end the token request: their type is reported, their text never is,
/// so log yourself what helps to find the cause.
/// </remarks>
public interface IRedoxAssertionSigner
{
    /// <summary><c>RS384</c> for an RSA key, <c>ES384</c> for an EC key on P-384 (RFC 7518 section 3.1).</summary>
    string Algorithm { get; }

    /// <summary>The ID (<c>kid</c>) under which the public half of the key is registered with Redox.</summary>
    string KeyId { get; }

    /// <summary>Signs the bytes, hashing them with SHA-384.</summary>
    /// <param name="data">The bytes to sign: the header and claims of the assertion in ASCII.</param>
    /// <param name="cancellationToken">Ends the attempt when the token request as a whole takes too long (30 seconds); a signature that comes later is not used.</param>
    /// <returns>
    /// The signature. RS384: RSASSA-PKCS1-v1_5. ES384: the two numbers side by side, 96 bytes in all (RFC 7518 section 3.4), and not in DER.
    /// </returns>
    Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);
}
