using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Redox.Client.Testing;

namespace Redox.Client.Tool.Tests;

/// <summary>An assertion as a client in another language signs it: by hand, with the time of the machine.</summary>
internal static class Assertion
{
    public static string Sign(string audience)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"iss":"redox-fake-client","sub":"redox-fake-client","aud":"{{audience}}","iat":{{now}},"exp":{{now + 300}},"jti":"{{Guid.NewGuid()}}"}""");
        var signed = $$"""{{Encode("""{"alg":"RS384","typ":"JWT","kid":"redox-fake-test-only-key"}""")}}.{{Encode(claims)}}""";
        using var key = RSA.Create();
        key.ImportFromPem(RedoxTestKeys.Rsa);
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
