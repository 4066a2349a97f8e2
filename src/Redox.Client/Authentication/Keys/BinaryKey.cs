using System.Formats.Asn1;

namespace Redox.Client.Authentication.Keys;

/// <summary>Recognizes binary files that are given as a private key. None of them is read: convert the file once.</summary>
internal static class BinaryKey
{
    /// <summary>The kind of the bytes, and the remedy; <see langword="null"/> when they may be text.</summary>
    public static string? Describe(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x30, >= 0x80, ..] => DescribeDer(bytes.ToArray()),
        [0xFE, 0xED, 0xFE, 0xED, ..] or [0xCE, 0xCE, 0xCE, 0xCE, ..] =>
            "a Java key store. Export its key with 'keytool -importkeystore -srckeystore key.jks -destkeystore key.p12 -deststoretype pkcs12', and then "
            + "'openssl pkcs12 -in key.p12 -nocerts -nodes -out key.pem'.",

        // UTF-16 and UTF-32 contain zeros too, but begin with a byte order mark.
        [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..] => null,
        _ when bytes.Contains((byte)0) => "neither a PEM nor a JWK but binary, or text in UTF-16. Save it as text in UTF-8.",
        _ => null,
    };

    /// <summary>Whether the bytes are a complete DER value, as every key is.</summary>
    public static bool IsWhole(ReadOnlyMemory<byte> der)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.BER);
            reader.ReadSequence();
            return !reader.HasData;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>The kind of key that a PKCS#8 block holds (RFC 5958): the OID of its algorithm.</summary>
    public static string? AlgorithmOf(ReadOnlyMemory<byte> pkcs8)
    {
        try
        {
            var key = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
            key.ReadInteger();
            return key.ReadSequence().ReadObjectIdentifier();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The label in the first and last line of the PEM of such a private key (RFC 7468); <see langword="null"/> for anything else.</summary>
    public static string? LabelOf(ReadOnlyMemory<byte> der)
    {
        try
        {
            var content = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            var isEncrypted = !content.PeekTag().HasSameClassAndValue(Asn1Tag.Integer);
            if (isEncrypted)
            {
                content.ReadSequence();
            }
            else if (content.ReadInteger() > 1)
            {
                return null; // PKCS#12.
            }

            return (isEncrypted, (UniversalTagNumber)content.PeekTag().TagValue) switch
            {
                (false, UniversalTagNumber.Sequence) => "PRIVATE KEY",
                (false, UniversalTagNumber.Integer) => "RSA PRIVATE KEY",
                (false, UniversalTagNumber.OctetString) => "EC PRIVATE KEY",
                (true, UniversalTagNumber.OctetString) => "ENCRYPTED PRIVATE KEY",
                _ => null,
            };
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    // Private keys begin with their version, 0 or 1 (PKCS#8, PKCS#1, SEC1), and so does PKCS#12, 3. An encrypted key is an algorithm and bytes.
    private static string DescribeDer(byte[] bytes)
    {
        const string Binary = "a private key in DER, the binary form. Convert it with 'openssl pkey -inform DER -in key.der -out key.pem'.";
        const string Public = "a certificate or a public key in DER, the binary form. Signing needs the private half, as PEM or JWK.";
        try
        {
            var content = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (content.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            {
                return content.ReadInteger() == 3
                    ? "a PKCS#12 file (.pfx, .p12). Convert it with 'openssl pkcs12 -in key.pfx -nocerts -nodes -out key.pem'."
                    : Binary;
            }

            content.ReadEncodedValue();
            return content.HasData && content.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString) ? Binary : Public;
        }
        catch (AsnContentException)
        {
            return "binary, and damaged: it begins like DER but is cut short or altered. Export the private key again, as PEM.";
        }
    }
}
