using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Redox.Client.Authentication.Keys;

/// <summary>
/// A private key that can sign an assertion: RSA of 2048 bits or more for RS384 (RFC 7518 section 3.3), or EC on the curve P-384 for ES384 (section 3.4).
/// One token request runs at a time, so the key is never used by two threads at once.
/// </summary>
internal sealed class SigningKey : IRedoxAssertionSigner, IDisposable
{
    // NIST SP 800-131A allows no shorter RSA key for signatures.
    private const int SmallestRsaKey = 2048;

    private const string P384 = "1.3.132.0.34";
    private readonly AsymmetricAlgorithm _key;

    private SigningKey(AsymmetricAlgorithm key, string? keyId) => (_key, KeyId) = (key, keyId ?? "");

    public string Algorithm => AlgorithmOf(_key);

    /// <summary>Empty when neither the settings nor the key itself contain it.</summary>
    public string KeyId { get; }

    /// <summary>SHA-256 of the public half (SubjectPublicKeyInfo, RFC 5280), in lower-case hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    public static string AlgorithmOf(AsymmetricAlgorithm key) => key is RSA ? AssertionAlgorithm.Rsa : AssertionAlgorithm.EllipticCurve;

    /// <summary>Takes ownership of the key, or disposes it when it cannot sign for Redox.</summary>
    public static SigningKey? Create(AsymmetricAlgorithm key, string? keyId, out string? fault)
    {
        fault = key switch
        {
            RSA { KeySize: < SmallestRsaKey } => $"an RSA key of {key.KeySize} bits. Use 2048 bits or more.",
            ECDsa curve when curve.ExportParameters(false).Curve is not { IsNamed: true, Oid.Value: P384 } =>
                "an EC key on a curve other than P-384 (secp384r1). ES384 needs that curve.",
            _ when !SignsForItsPublicHalf(key) => "a key whose private half does not belong to its public half. Export the private key again.",
            _ => null,
        };

        if (fault is null)
        {
            return new SigningKey(key, keyId);
        }

        key.Dispose();
        return null;
    }

    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => Task.FromResult(Sign(_key, data.Span));

    /// <summary>Writes the public half as a JWK (RFC 7517; RFC 7518 section 6), member by member, so that no private member can slip in.</summary>
    public void WritePublicHalf(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kid", KeyId);
        json.WriteString("use", "sig");
        json.WriteString("alg", Algorithm);
        switch (_key)
        {
            case RSA rsa:
                var numbers = rsa.ExportParameters(includePrivateParameters: false);
                json.WriteString("kty", "RSA");
                json.WriteString("n", Base64Url.EncodeToString(numbers.Modulus));
                json.WriteString("e", Base64Url.EncodeToString(numbers.Exponent));
                break;
            case ECDsa curve:
                var point = curve.ExportParameters(includePrivateParameters: false).Q;
                json.WriteString("kty", "EC");
                json.WriteString("crv", "P-384");
                json.WriteString("x", Base64Url.EncodeToString(point.X));
                json.WriteString("y", Base64Url.EncodeToString(point.Y));
                break;
        }

        json.WriteEndObject();
    }

    public void Dispose() => _key.Dispose();

    // JWS requires the two numbers of an ECDSA signature side by side, not DER (RFC 7518 section 3.4).
    private static byte[] Sign(AsymmetricAlgorithm key, ReadOnlySpan<byte> data) => key is RSA rsa
        ? rsa.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)
        : ((ECDsa)key).SignData(data, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    // A hand-made JWK may mix two keys. Redox would refuse its signatures without explanation.
    private static bool SignsForItsPublicHalf(AsymmetricAlgorithm key)
    {
        try
        {
            ReadOnlySpan<byte> data = "probe"u8;
            var signature = Sign(key, data);
            return key is RSA rsa
                ? rsa.VerifyData(data, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)
                : ((ECDsa)key).VerifyData(data, signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
