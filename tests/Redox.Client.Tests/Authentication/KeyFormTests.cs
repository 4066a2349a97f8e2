using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>A private key as people have it: what can be read is read, and each other thing is told by its name, with the way to a key that can.</summary>
public sealed class KeyFormTests : IDisposable
{
    private const string Damaged = "a PEM whose content is damaged: it is cut short or altered. Export the private key again.";
    private const string Public = "a certificate or a public key in DER, the binary form. Signing needs the private half, as PEM or JWK.";
    private const string Der = "a private key in DER, the binary form. Convert it with 'openssl pkey -inform DER -in key.der -out key.pem'.";
    private const string Pkcs12 = "a PKCS#12 file (.pfx, .p12). Convert it with 'openssl pkcs12 -in key.pfx -nocerts -nodes -out key.pem'.";
    private const string OtherKind = "a key of a kind other than RSA and EC. Use an RSA key of 2048 bits or more, or an EC key on P-384.";

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("redox-client-tests").FullName, "redox.key");

    public static TheoryData<string> Readable =>
    [
        "as it is", "line breaks written out", "line breaks of Windows written out", "line breaks of Windows", "blank lines before and after", "in quotes", "in quotes, line breaks written out",
        "on one line with blanks", "with its mark", "UTF-16 with its mark", "UTF-16 of the other order with its mark", "beside its certificate", "with a text before it",
    ];

    public static TheoryData<string, string> Binary => new()
    {
        { "PKCS#12", Pkcs12 },
        { "PKCS#8", Der },
        { "PKCS#1", Der },
        { "SEC1", Der },
        { "encrypted", Der },
        { "certificate", Public },
        { "public key", Public },
        { "cut short", "binary, and damaged: it begins like DER but is cut short or altered. Export the private key again, as PEM." },
        { "Java", "a Java key store. Export its key with 'keytool -importkeystore -srckeystore key.jks -destkeystore key.p12 -deststoretype pkcs12', and then 'openssl pkcs12 -in key.p12 -nocerts -nodes -out key.pem'." },
        { "UTF-16", "neither a PEM nor a JWK but binary, or text in UTF-16. Save it as text in UTF-8." },
    };

    public static TheoryData<string, string> Texts => new()
    {
        { "cut", Damaged },
        { "without its last line", Damaged },
        { "a letter lost", Damaged },
        { "altered", Damaged },
        { "lines of two kinds", Damaged },
        { "cut, beside its certificate", Damaged },
        { "OpenSSH", "an OpenSSH key. Convert a copy of its file with 'ssh-keygen -p -m PKCS8 -f copy-of-key'." },
        { "PuTTY", "a PuTTY key. Convert it with 'puttygen key.ppk -O private-openssh -o key.pem'." },
        { "SSH public", "only the public half of a key, as SSH writes it. Signing needs the private half." },
        { "public", "only the public half of a key. Signing needs the private half." },
        { "certificate", "only a certificate or a certificate request. Signing needs the private key that belongs to it." },
        { "certificate request", "only a certificate or a certificate request. Signing needs the private key that belongs to it." },
        { "EC parameters", "only the parameters of an EC key. The block '-----BEGIN EC PRIVATE KEY-----' is missing." },
        { "Ed25519", OtherKind },
        { "DSA", OtherKind },
        { "PGP", Damaged },
        { "unknown", "a PEM of an unknown kind. Use an RSA or EC private key (PKCS#8, PKCS#1 or SEC1)." },
        { "XML", "neither a PEM nor a JWK but XML. Convert .NET's XML keys to PEM with 'RSA.FromXmlString' and 'RSA.ExportPkcs8PrivateKeyPem'." },
        { "JWK set", "a set of JWKs. Give the one key that signs." },
        { "list", "a JSON list. Give the one JWK that signs." },
        { "JSON around a PEM", "JSON, but not a JWK: 'kty' is missing. Give the JWK, or the PEM itself." },
        { "Base64 of a PEM", "the Base64 of a key's text. Decode it once, for example with 'base64 -d'." },
        { "PEM without its first and last line", Between("PRIVATE KEY") },
        { "PKCS#1 without its first and last line", Between("RSA PRIVATE KEY") },
        { "SEC1 without its first and last line", Between("EC PRIVATE KEY") },
        { "encrypted, without its first and last line", Between("ENCRYPTED PRIVATE KEY") },
        { "Base64 of PKCS#12", $"Base64 of a binary file. Decode it into a file first, for example with 'base64 -d'. It is {Pkcs12}" },
        { "Base64 of a certificate", $"Base64 of a binary file. Decode it into a file first, for example with 'base64 -d'. It is {Public}" },
        { "HTML", "an HTML page, such as a sign-in or error page that was saved in place of the key. Download the key again." },
        { "Base64 of anything", "Base64 of something that is not a key. Give a PEM or a JWK." },
        { "words", "neither a PEM nor a JWK: it contains neither '-----BEGIN ... PRIVATE KEY-----' nor a JSON object." },
    };

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_key_is_read_however_its_text_was_handed_on(string form)
    {
        File.WriteAllBytes(_file, form switch
        {
            "line breaks written out" => Encoding.ASCII.GetBytes(TestKeys.Rsa.ReplaceLineEndings("\\n")),
            "line breaks of Windows written out" => Encoding.ASCII.GetBytes(TestKeys.Rsa.ReplaceLineEndings("\\r\\n") + "\r\n"),
            "line breaks of Windows" => Encoding.ASCII.GetBytes(TestKeys.Rsa.ReplaceLineEndings("\r\n")),
            "blank lines before and after" => Encoding.ASCII.GetBytes($"\n  \r\n{TestKeys.Rsa}\n\n"),
            "in quotes" => Encoding.ASCII.GetBytes($"'{TestKeys.Rsa.Trim()}'\n"),
            "in quotes, line breaks written out" => Encoding.ASCII.GetBytes($"\"{TestKeys.Rsa.ReplaceLineEndings("\\n")}\""),
            "on one line with blanks" => Encoding.ASCII.GetBytes(TestKeys.Rsa.ReplaceLineEndings(" ")),
            "with its mark" => [.. Encoding.UTF8.Preamble, .. Encoding.ASCII.GetBytes(TestKeys.Rsa)],
            "UTF-16 with its mark" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(TestKeys.Rsa)],
            "UTF-16 of the other order with its mark" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(TestKeys.Rsa)],
            "beside its certificate" => Encoding.ASCII.GetBytes(Certificate().ExportCertificatePem() + "\n" + TestKeys.Rsa),
            "with a text before it" => Encoding.ASCII.GetBytes($"Bag Attributes\n    friendlyName: redox\n{TestKeys.Rsa}"),
            _ => Encoding.ASCII.GetBytes(TestKeys.Rsa),
        });

        Assert.Empty(Settings.Failures(Settings.Section(path: _file)));
        Assert.Empty(Settings.Failures(Settings.Section(text: File.ReadAllText(_file))));
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_file_is_named_by_kind_with_its_conversion(string kind, string fault)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.Rsa);
        using var ec = ECDsa.Create();
        ec.ImportFromPem(TestKeys.Ec);
        File.WriteAllBytes(_file, kind switch
        {
            "PKCS#12" => Certificate().Export(X509ContentType.Pkcs12, "CANARY"),
            "PKCS#8" => rsa.ExportPkcs8PrivateKey(),
            "PKCS#1" => rsa.ExportRSAPrivateKey(),
            "SEC1" => ec.ExportECPrivateKey(),
            "encrypted" => ec.ExportEncryptedPkcs8PrivateKey("CANARY", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
            "certificate" => Certificate().RawData,
            "public key" => rsa.ExportSubjectPublicKeyInfo(),
            "cut short" => rsa.ExportPkcs8PrivateKey()[..500],
            "Java" => [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2],
            _ => Encoding.Unicode.GetBytes(TestKeys.Rsa),
        });

        Assert.Equal([$"Redox:Credentials:PrivateKeyPath: {fault}"], Settings.Failures(Settings.Section(path: _file)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_that_is_not_a_private_key_is_named_by_kind(string kind, string fault)
    {
        var pem = TestKeys.Rsa;
        var end = pem.IndexOf("-----END", StringComparison.Ordinal);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        var text = kind switch
        {
            "cut" => pem[..(end - 300)] + pem[end..],
            "without its last line" => pem[..end],
            "a letter lost" => pem.Remove(200, 1),
            "altered" => pem[..40] + "AAAAAAAA" + pem[48..],
            "lines of two kinds" => pem.Replace("-----END PRIVATE", "-----END RSA PRIVATE", StringComparison.Ordinal),
            "cut, beside its certificate" => $"{Certificate().ExportCertificatePem()}\n{pem[..(end - 301)]}{pem[end..]}",
            "OpenSSH" => Block("OPENSSH PRIVATE KEY", "openssh-key-v1\0CANARY"u8),
            "PuTTY" => "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: CANARY",
            "SSH public" => "ssh-rsa CANARY somebody@somewhere",
            "public" => TestKeys.PublicRsa,
            "certificate" => Certificate().ExportCertificatePem(),
            "certificate request" => new CertificateRequest("CN=CANARY", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem(),
            "EC parameters" => Block("EC PARAMETERS", [6, 5, 0x2B, 0x81, 4, 0, 0x22]),
            "Ed25519" => Block("PRIVATE KEY", [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20, .. new byte[32]]),
            "DSA" => Block("DSA PRIVATE KEY", "CANARY"u8),
            "PGP" => "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nCANARY\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----",
            "unknown" => Block("SECRET", "CANARY"u8),
            "XML" => rsa.ToXmlString(includePrivateParameters: true),
            "JWK set" => $$"""{"keys":[{{TestKeys.Jwk(pem)}}]}""",
            "list" => $"[{TestKeys.Jwk(pem)}]",
            "JSON around a PEM" => """{"private_key":"-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----\n"}""",
            "Base64 of a PEM" => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem), Base64FormattingOptions.InsertLineBreaks),
            "PEM without its first and last line" => string.Concat(pem.Split('\n')[1..^2]),
            "PKCS#1 without its first and last line" => Convert.ToBase64String(rsa.ExportRSAPrivateKey()),
            "SEC1 without its first and last line" => Convert.ToBase64String(EcKey().ExportECPrivateKey()),
            "encrypted, without its first and last line" => string.Concat(TestKeys.EncryptedEc().Split('\n')[1..^1]).Replace("-----END ENCRYPTED PRIVATE KEY-----", "", StringComparison.Ordinal),
            "Base64 of a certificate" => Convert.ToBase64String(Certificate().RawData),
            "HTML" => "<!DOCTYPE html>\n<html><title>CANARY</title></html>",
            "Base64 of PKCS#12" => Convert.ToBase64String(Certificate().Export(X509ContentType.Pkcs12, "CANARY")),
            "Base64 of anything" => Convert.ToBase64String(new byte[100].Select(_ => (byte)'x').ToArray()),
            _ => "correct horse battery staple",
        };
        File.WriteAllText(_file, text);

        Assert.Equal([$"Redox:Credentials:PrivateKeyPath: {fault}"], Settings.Failures(Settings.Section(path: _file)));
        Assert.Equal([$"Redox:Credentials:PrivateKey: {fault}"], Settings.Failures(Settings.Section(text: text)));
    }

    /// <summary>The remedy that is given for a bare key.</summary>
    [Fact]
    public void A_bare_key_is_read_between_the_lines_that_the_failure_names()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.Rsa);
        using var ec = EcKey();
        foreach (var (label, bytes) in new[] { ("PRIVATE KEY", rsa.ExportPkcs8PrivateKey()), ("RSA PRIVATE KEY", rsa.ExportRSAPrivateKey()), ("EC PRIVATE KEY", ec.ExportECPrivateKey()) })
        {
            Assert.Empty(Settings.Failures(Settings.Section(text: $"-----BEGIN {label}-----\n{Convert.ToBase64String(bytes)}\n-----END {label}-----")));
        }
    }

    [Theory]
    [InlineData("", "is empty. Put your private key (PEM or JWK) into it.")]
    [InlineData(" \r\n\t", "is empty. Put your private key (PEM or JWK) into it.")]
    [InlineData(null, "is larger than 64 KB, which no key is. Give the path of a file with your private key (PEM or JWK).")]
    public void Empty_or_oversized_file_is_reported(string? content, string fault)
    {
        File.WriteAllText(_file, content ?? new string('x', 70_000));

        Assert.Equal([$"Redox:Credentials:PrivateKeyPath: the file '{_file}' {fault}"], Settings.Failures(Settings.Section(path: _file)));
    }

    [Fact]
    public void Endless_device_is_not_read_indefinitely()
    {
        if (File.Exists("/dev/zero"))
        {
            Assert.Equal(
                ["Redox:Credentials:PrivateKeyPath: the file '/dev/zero' is larger than 64 KB, which no key is. Give the path of a file with your private key (PEM or JWK)."],
                Settings.Failures(Settings.Section(path: "/dev/zero")));
        }
    }

    [Fact]
    public void A_path_with_a_line_break_at_its_end_is_pointed_out()
    {
        Assert.Equal(["Redox:Credentials:PrivateKeyPath: begins or ends with white space. Remove it."], Settings.Failures(Settings.Section(path: $"{TestKeys.Path("rsa-2048.pkcs8")}\n")));
    }

    [Fact]
    public void JWK_with_half_a_surrogate_pair_is_reported_and_does_not_throw()
    {
        var text = TestKeys.Jwk(TestKeys.Rsa, "the-key").ToJsonString();

        Assert.Equal(
            ["Redox:Credentials:PrivateKey: not a JWK: the text begins like JSON but is not valid JSON. Export the key again."],
            Settings.Failures(Settings.Section(text: text.Replace("the-key", "\ud83e", StringComparison.Ordinal))));
        Assert.Equal(
            ["Redox:Credentials:PrivateKey: a JWK whose members are damaged. Export the key again."],
            Settings.Failures(Settings.Section(text: text.Replace("\"RSA\"", "\"\\ud83e\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_password_with_a_line_break_at_its_end_is_pointed_out()
    {
        var section = Settings.Section(path: TestKeys.Path("rsa-2048.encrypted"));
        section["Redox:Credentials:PrivateKeyPassword"] = $"{TestKeys.Password}\n";

        Assert.Equal(
            ["Redox:Credentials:PrivateKeyPassword: does not open the private key. Check the password, which begins or ends with white space or contains a line break, and that the key is an RSA or EC key."],
            Settings.Failures(section));
    }

    private static string Block(string label, ReadOnlySpan<byte> content) => new(PemEncoding.Write(label, content));

    private static X509Certificate2 Certificate()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.Rsa);
        return new CertificateRequest("CN=redox", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static string Between(string label) =>
        $"Base64 without the first and last line of a PEM. Put it between the lines '-----BEGIN {label}-----' and '-----END {label}-----'.";

    private static ECDsa EcKey()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(TestKeys.Ec);
        return key;
    }
}
