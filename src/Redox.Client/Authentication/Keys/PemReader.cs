using System.Security.Cryptography;
using Redox.Client.Options;

namespace Redox.Client.Authentication.Keys;

/// <summary>
/// Reads a private key from PEM (RFC 7468): PKCS#8, encrypted or not (RFC 5958), PKCS#1 (RSA, RFC 8017) or SEC1 (EC, RFC 5915). Says what else it found.
/// </summary>
internal static class PemReader
{
    /// <summary>The fault of a PEM that is damaged.</summary>
    public const string Damaged = "a PEM whose content is damaged: it is cut short or altered. Export the private key again.";

    private const string OtherKind = "a key of a kind other than RSA and EC. Use an RSA key of 2048 bits or more, or an EC key on P-384.";
    private const string Pkcs8 = "PRIVATE KEY";
    private const string EncryptedPkcs8 = "ENCRYPTED PRIVATE KEY";

    // rsaEncryption (RFC 8017) and ecPublicKey (RFC 5480).
    private static readonly string[] Algorithms = ["1.2.840.113549.1.1.1", "1.2.840.10045.2.1"];

    public static SigningKey? Read(string pem, string? password, string? keyId, out KeyFault? fault)
    {
        // A file may contain a certificate, curve parameters or a public key besides the private one: use the first usable block, or else report the private key's fault.
        KeyFault? ofPrivateKey = null;
        fault = new(KeyText.Describe(pem));
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out var block))
        {
            var label = rest[block.Label];
            if (ReadBlock(rest[block.Location], label, password, keyId, out fault) is { } key)
            {
                return key;
            }

            ofPrivateKey = label.EndsWith(Pkcs8, StringComparison.Ordinal) ? fault : ofPrivateKey;
            rest = rest[block.Location.End..];
        }

        // A damaged block is not even found, and the certificate beside it is not the reason.
        fault = ofPrivateKey ?? (pem.Contains($"{Pkcs8}-----", StringComparison.Ordinal) ? new(Damaged) : fault);
        if (pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            fault = new("a private key encrypted in OpenSSL's old form, which is not supported. Convert it with 'openssl pkcs8 -topk8 -in key.pem -out new.pem'.");
        }

        return null;
    }

    private static SigningKey? ReadBlock(ReadOnlySpan<char> block, ReadOnlySpan<char> label, string? password, string? keyId, out KeyFault? fault)
    {
        string? description;
        switch (label)
        {
            case EncryptedPkcs8 when string.IsNullOrEmpty(password):
                fault = new("missing. The private key is encrypted: set its password.", nameof(RedoxPrivateKey.PrivateKeyPassword));
                return null;
            case EncryptedPkcs8 or Pkcs8 or "RSA PRIVATE KEY" or "EC PRIVATE KEY":
                if (Import(block, label is EncryptedPkcs8 ? password : null) is { } imported)
                {
                    var key = SigningKey.Create(imported, keyId, out description);
                    fault = description is null ? null : new(description);
                    return key;
                }

                fault = FaultOf(DerOf(block), label, password);
                return null;
            case "PUBLIC KEY" or "RSA PUBLIC KEY":
                fault = new("only the public half of a key. Signing needs the private half.");
                return null;
            case "OPENSSH PRIVATE KEY":
                fault = new("an OpenSSH key. Convert a copy of its file with 'ssh-keygen -p -m PKCS8 -f copy-of-key'.");
                return null;
            case "EC PARAMETERS":
                fault = new("only the parameters of an EC key. The block '-----BEGIN EC PRIVATE KEY-----' is missing.");
                return null;
            case "DSA PRIVATE KEY":
                fault = new(OtherKind);
                return null;
            case var other when other.Contains("CERTIFICATE", StringComparison.Ordinal):
                fault = new("only a certificate or a certificate request. Signing needs the private key that belongs to it.");
                return null;
            default:
                fault = new("a PEM of an unknown kind. Use an RSA or EC private key (PKCS#8, PKCS#1 or SEC1).");
                return null;
        }
    }

    private static KeyFault FaultOf(byte[] der, ReadOnlySpan<char> label, string? password) =>
        !BinaryKey.IsWhole(der) ? new(Damaged)
        : label is EncryptedPkcs8 ? new(
            $"does not open the private key. Check the password{(SettingText.Fault(password) is null ? "" : ", which begins or ends with white space or contains a line break")}, and that the key is an RSA or EC key.",
            nameof(RedoxPrivateKey.PrivateKeyPassword))
        : label is Pkcs8 && BinaryKey.AlgorithmOf(der) is { } algorithm && !Algorithms.Contains(algorithm) ? new(OtherKind)
        : new(Damaged);

    private static byte[] DerOf(ReadOnlySpan<char> block)
    {
        var fields = PemEncoding.Find(block);
        var der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(block[fields.Base64Data], der, out _) ? der : [];
    }

    // Only the inside of PKCS#8 says what kind of key it is: both are tried.
    private static AsymmetricAlgorithm? Import(ReadOnlySpan<char> block, string? password) =>
        Import(RSA.Create(), block, password) ?? Import(ECDsa.Create(), block, password);

    private static AsymmetricAlgorithm? Import(AsymmetricAlgorithm key, ReadOnlySpan<char> block, string? password)
    {
        try
        {
            if (password is null)
            {
                key.ImportFromPem(block);
            }
            else
            {
                key.ImportFromEncryptedPem(block, password);
            }

            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            // ArgumentException: the label belongs to the other kind of key. PlatformNotSupportedException: a curve that this machine does not support.
            key.Dispose();
            return null;
        }
    }
}
