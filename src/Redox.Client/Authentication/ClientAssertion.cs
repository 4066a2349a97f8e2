using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Redox.Client.Authentication.Keys;

namespace Redox.Client.Authentication;

/// <summary>Writes the assertions by which a client proves who it is (RFC 7523 section 3; Redox: "Authenticate an OAuth API key").</summary>
internal sealed class ClientAssertion(string clientId, string audience, TimeProvider time)
{
    // The longest life that Redox accepts.
    private const int LifeInSeconds = 300;
    private const int Es384Length = 96;

    /// <summary>A fresh assertion. Each has an ID of its own, so that none can be replayed.</summary>
    public async Task<string> SignAsync(IRedoxAssertionSigner signer, CancellationToken cancellationToken)
    {
        var (algorithm, keyId) = (signer.Algorithm, signer.KeyId);
        if (algorithm is not (AssertionAlgorithm.Rsa or AssertionAlgorithm.EllipticCurve) || string.IsNullOrWhiteSpace(keyId))
        {
            throw Unusable(signer, "Its Algorithm must be RS384 or ES384, and its KeyId the ID of the key that is registered with Redox.");
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var header = Encode(json =>
        {
            json.WriteString("alg", algorithm);
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
        var signature = await SignAsync(signer, Encoding.ASCII.GetBytes(signed), cancellationToken).ConfigureAwait(false);
        return signature.Length > 0 && (algorithm != AssertionAlgorithm.EllipticCurve || signature.Length == Es384Length)
            ? $"{signed}.{Base64Url.EncodeToString(signature)}"
            : throw Unusable(signer, $"Its signature for {algorithm} has {signature.Length} bytes. ES384 wants the two numbers side by side, 96 bytes (RFC 7518 section 3.4), and not DER.");
    }

    private static async Task<byte[]> SignAsync(IRedoxAssertionSigner signer, byte[] data, CancellationToken cancellationToken)
    {
        try
        {
            // Not every vault's client ends when it is told to. The renewal has to: every caller waits for it.
            return await signer.SignAsync(data, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false) ?? [];
        }
        catch (Exception exception)
        {
            // A vault is a network away, so this may pass. What its client says of it is not ours to show: it may quote keys or tokens.
            throw new RedoxAuthenticationException(
                $"The assertion signer {signer.GetType().Name} failed ({exception.GetType().Name}), so no access token could be requested. Check the signer and its own log.")
            {
                IsTransient = true,
                Delivery = Delivery.NotSent,
            };
        }
    }

    private static RedoxConfigurationException Unusable(IRedoxAssertionSigner signer, string remedy) =>
        new($"The assertion signer {signer.GetType().Name} cannot be used. {remedy}");

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
