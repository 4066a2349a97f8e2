using System.Security.Cryptography;

namespace Redox.Client.Authentication.Keys;

/// <summary>
/// Reads a private key from PEM (RFC 7468): PKCS#8, encrypted or not (RFC 5958), PKCS#1 (RSA, RFC 8017) or SEC1 (EC, RFC 5915). Says what else it met.
/// </summary>
internal static class PemReader
{
    private const string Pkcs8 = "PRIVATE KEY";
    private const string EncryptedPkcs8 = "ENCRYPTED PRIVATE KEY";

    public static SigningKey? Read(string pem, string? password, string? keyId, out KeyFault? fault)
    {
        // A file may hold a certificate, curve parameters or a public key beside the private one: the first block that can be used, or else the private key's fault.
        KeyFault? ofPrivateKey = null;
        fault = new("neither a PEM nor a JWK: there is no '-----BEGIN ... PRIVATE KEY-----', and no JSON object.");
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

        fault = ofPrivateKey ?? fault;
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

                fault = label is EncryptedPkcs8
                    ? new("does not open the private key. Check the password, and that the key is an RSA or EC key.", nameof(RedoxPrivateKey.PrivateKeyPassword))
                    : new("a PEM whose content is damaged, or of another kind than RSA and EC. Export the private key again.");
                return null;
            case "PUBLIC KEY" or "RSA PUBLIC KEY" or "CERTIFICATE":
                fault = new("only the public half of a key. Signing needs the private half.");
                return null;
            default:
                fault = new("a PEM of an unknown kind. Use an RSA or EC private key (PKCS#8, PKCS#1 or SEC1).");
                return null;
        }
    }

    // PKCS#8 says only inside what kind of key it holds: it is tried as both.
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
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // ArgumentException: the label belongs to the other kind of key.
            key.Dispose();
            return null;
        }
    }
}
