using System.Security.Cryptography;

namespace Redox.Client.Authentication;

/// <summary>Reads an RSA private key from PEM (RFC 7468) in PKCS#8 (RFC 5958) or PKCS#1 (RFC 8017) form, and says what else it met.</summary>
internal static class PemReader
{
    // NIST SP 800-131A allows no shorter RSA key for signatures.
    private const int SmallestKey = 2048;

    public static RSA? ReadRsa(string pem, out string? fault)
    {
        // A file may hold a certificate or a public key beside the private one: the first block that can be used, or else the last one's fault.
        fault = "not a PEM: there is no '-----BEGIN ... PRIVATE KEY-----'. Use the private key in PEM form (PKCS#8 or PKCS#1).";
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out var block))
        {
            var key = ReadBlock(rest[block.Location], rest[block.Label], out fault);
            if (key is not null)
            {
                return key;
            }

            rest = rest[block.Location.End..];
        }

        if (pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            fault = Encrypted;
        }

        return null;
    }

    private const string Encrypted = "an encrypted private key, which is not supported. Decrypt it first, for example with 'openssl pkcs8 -in key.pem -out plain.pem'.";

    private static RSA? ReadBlock(ReadOnlySpan<char> block, ReadOnlySpan<char> label, out string? fault)
    {
        fault = label switch
        {
            "RSA PRIVATE KEY" or "PRIVATE KEY" => null,
            "ENCRYPTED PRIVATE KEY" => Encrypted,
            "EC PRIVATE KEY" => NotRsa,
            "PUBLIC KEY" or "RSA PUBLIC KEY" or "CERTIFICATE" => "only the public half of a key. Signing needs the private half.",
            _ => "a PEM of an unknown kind. Use an RSA private key in PEM form (PKCS#8 or PKCS#1).",
        };
        return fault is null ? Import(block, label, out fault) : null;
    }

    private const string NotRsa = "a private key of another kind than RSA. The assertion is signed with RS384: use an RSA key of 2048 bits or more.";

    private static RSA? Import(ReadOnlySpan<char> block, ReadOnlySpan<char> label, out string? fault)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(block);
            fault = key.KeySize >= SmallestKey ? null : $"an RSA key of {key.KeySize} bits. Use 2048 bits or more.";
        }
        catch (CryptographicException)
        {
            // PKCS#8 says only inside what kind of key it holds.
            fault = label is "PRIVATE KEY" && HoldsAnotherAlgorithm(block)
                ? NotRsa
                : "a PEM whose content is damaged. Export the private key again.";
        }

        if (fault is null)
        {
            return key;
        }

        key.Dispose();
        return null;
    }

    private static bool HoldsAnotherAlgorithm(ReadOnlySpan<char> block)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(block);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
