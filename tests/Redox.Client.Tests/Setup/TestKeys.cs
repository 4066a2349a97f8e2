using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Redox.Client.Tests.Setup;

/// <summary>The fixed keys beside the tests, and other forms of them, made by others than this library.</summary>
internal static class TestKeys
{
    public const string Password = "test";

    public static string Rsa { get; } = Text("rsa-2048.pkcs8");

    public static string PublicRsa { get; } = Text("rsa-2048.public");

    public static string Ec { get; } = Text("ec-p384.pkcs8");

    public static string Text(string name) => File.ReadAllText(Path(name));

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "TestKeys", $"test-only-{name}.pem");

    /// <summary>A private key as JWK, converted by Microsoft.IdentityModel.</summary>
    public static JsonObject Jwk(string pem, string? keyId = null)
    {
        var key = Convert(pem);
        var jwk = new JsonObject();
        foreach (var (name, value) in new[]
        {
            ("kty", key.Kty), ("kid", keyId), ("crv", key.Crv), ("x", key.X), ("y", key.Y), ("n", key.N), ("e", key.E),
            ("d", key.D), ("p", key.P), ("q", key.Q), ("dp", key.DP), ("dq", key.DQ), ("qi", key.QI),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                jwk[name] = value;
            }
        }

        return jwk;
    }

    public static string EcPem(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static string EncryptedEc()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Ec);
        return key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
    }

    /// <summary>The public half, for Microsoft.IdentityModel to verify with.</summary>
    public static SecurityKey PublicEc(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false)));
    }

    private static JsonWebKey Convert(string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true)));
        }
        catch (CryptographicException)
        {
            var ec = ECDsa.Create();
            ec.ImportFromPem(pem);
            return JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ec));
        }
    }
}
