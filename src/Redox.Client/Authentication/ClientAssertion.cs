using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Redox.Client.Authentication;

/// <summary>
/// Signs the assertions by which a client proves who it is (RFC 7523 section 3; Redox: "Authenticate an OAuth API key"). One renewal runs at a time,
/// so the key is never used by two threads at once.
/// </summary>
internal sealed class ClientAssertion(string clientId, string keyId, RSA key, string audience, TimeProvider time) : IDisposable
{
    // The longest life that Redox accepts.
    private const int LifeInSeconds = 300;

    /// <summary>A fresh assertion. Each has an ID of its own, so that none can be replayed.</summary>
    public string Create()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var header = Encode(json =>
        {
            json.WriteString("alg", "RS384");
            json.WriteString("kid", keyId);
            json.WriteString("typ", "JWT");
        });
        var claims = Encode(json =>
        {
            json.WriteString("iss", clientId);
            json.WriteString("sub", clientId);
            json.WriteString("aud", audience);
            json.WriteNumber("iat", now);
            json.WriteNumber("exp", now + LifeInSeconds);
            json.WriteString("jti", RandomNumberGenerator.GetHexString(32, lowercase: true));
        });

        var signed = $"{header}.{claims}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => key.Dispose();

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
