using System.Security.Cryptography;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>A public key as Redox knows it, with the one algorithm for its kind.</summary>
internal sealed class RegisteredKey : IDisposable
{
    [Follows(Ledger.TokenRs384)]
    public const string Rs384 = "RS384";

    [Follows(Ledger.TokenEs384)]
    public const string Es384 = "ES384";

    private readonly AsymmetricAlgorithm _key;
    private readonly Lock _gate = new();

    /// <exception cref="ArgumentException">It is neither an RSA key nor an EC key on P-384.</exception>
    public RegisteredKey(string id, string pem)
    {
        Id = id;
        _key = Import(pem);
        Algorithm = _key is RSA ? Rs384 : Es384;
    }

    public string Id { get; }

    public string Algorithm { get; }

    /// <summary>Verifies a signature (RFC 7518, 3.3 and 3.4).</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // Key objects are not guaranteed to be thread-safe, and many tests share a fake.
        lock (_gate)
        {
            return _key is RSA rsa
                ? rsa.VerifyData(data, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)
                : ((ECDsa)_key).VerifyData(data, signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public void Dispose() => _key.Dispose();

    private static AsymmetricAlgorithm Import(string pem)
    {
        foreach (Func<AsymmetricAlgorithm> kind in new Func<AsymmetricAlgorithm>[] { RSA.Create, ECDsa.Create })
        {
            var key = kind();
            try
            {
                key.ImportFromPem(pem);
                if (key is RSA or ECDsa { KeySize: 384 })
                {
                    return key;
                }
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                // The other kind, or neither.
            }

            key.Dispose();
        }

        throw new ArgumentException("Neither an RSA key nor an EC key on P-384 in PEM form. Pass the public key, or the whole key pair without encryption.", nameof(pem));
    }
}
