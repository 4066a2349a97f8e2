using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Redox.Client.Authentication.Keys;
using Redox.Client.Options;

namespace Redox.Client.Authentication;

/// <summary>Writes the assertions with which a client proves its identity (RFC 7523 section 3; Redox: "Authenticate an OAuth API key").</summary>
internal sealed class ClientAssertion(string clientId, string audience, TimeProvider time)
{
    // The longest life that Redox accepts.
    private const int LifeInSeconds = 300;

    // Redox accepts an assertion up to 10 seconds from the future and 5 minutes old ("JWT authentication errors"). Backdated by as much, one from a clock that is a
    // little fast is valid, and its end is at most 5 minutes away by Redox's clock, too.
    private const int SecondsBack = 10;

    private const int Es384Length = 96;
    private const int Rsa2048Length = 256;

    /// <summary>A fresh assertion. Each has a unique ID, so that none can be replayed.</summary>
    /// <param name="signer">The signer.</param>
    /// <param name="clock">The correction to add to this machine's time.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    public async Task<string> SignAsync(IRedoxAssertionSigner signer, TimeSpan clock, CancellationToken cancellationToken)
    {
        var (algorithm, keyId) = Identity(signer);
        var issuedAt = time.GetUtcNow().ToUnixTimeSeconds() + (long)clock.TotalSeconds - SecondsBack;
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
            json.WriteNumber("iat", issuedAt);
            json.WriteNumber("exp", issuedAt + LifeInSeconds);
            json.WriteString("jti", RandomNumberGenerator.GetHexString(32, lowercase: true));
        });

        var signed = $"{header}.{claims}";
        var signature = await SignAsync(signer, Encoding.ASCII.GetBytes(signed), cancellationToken).ConfigureAwait(false);
        return FaultOf(signature, algorithm) is { } fault ? throw Unusable(signer, fault) : $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static (string Algorithm, string KeyId) Identity(IRedoxAssertionSigner signer)
    {
        string? algorithm, keyId;
        try
        {
            (algorithm, keyId) = (signer.Algorithm, signer.KeyId);
        }
        catch (Exception exception)
        {
            throw Failed(signer, exception);
        }

        if (algorithm is not (AssertionAlgorithm.Rsa or AssertionAlgorithm.EllipticCurve))
        {
            throw Unusable(signer, $"Its Algorithm is {(string.IsNullOrWhiteSpace(algorithm) ? "missing" : "not one that Redox accepts")}: it must be RS384 (RSA) or ES384 (EC on P-384).");
        }

        return string.IsNullOrWhiteSpace(keyId) ? throw Unusable(signer, "Its KeyId is missing: it must be the ID (kid) under which the public key is registered with Redox.")
            : SettingText.Fault(keyId) is { } fault ? throw Unusable(signer, $"Its KeyId {fault}")
            : (algorithm, keyId);
    }

    // Redox would refuse such a signature without giving a reason.
    private static string? FaultOf(byte[]? signature, string algorithm) => (algorithm, signature) switch
    {
        (AssertionAlgorithm.EllipticCurve, null or []) => "Its SignAsync returned no signature. ES384 needs 96 bytes, two numbers side by side (RFC 7518 section 3.4).",
        (_, null or []) => "Its SignAsync returned no signature. RS384 needs RSASSA-PKCS1-v1_5 with SHA-384 (RFC 7518 section 3.3), as many bytes as the key has.",
        (AssertionAlgorithm.EllipticCurve, { Length: not Es384Length }) =>
            $"Its signature for ES384 has {signature.Length} bytes. ES384 needs the two numbers side by side, 96 bytes (RFC 7518 section 3.4), not DER.",
        (AssertionAlgorithm.Rsa, { Length: < Rsa2048Length }) =>
            $"Its signature for RS384 has {signature.Length} bytes. An RSA key of 2048 bits or more gives 256 or more (RFC 7518 section 3.3).",
        _ => null,
    };

    private static async Task<byte[]?> SignAsync(IRedoxAssertionSigner signer, byte[] data, CancellationToken cancellationToken)
    {
        try
        {
            // Not every vault client honours cancellation. The renewal must: every caller waits for it.
            return await signer.SignAsync(data, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw Failed(signer, exception);
        }
    }

    // A vault is reached over the network, so this may be transient. Its client's text is not shown: it may quote keys or tokens.
    private static RedoxAuthenticationException Failed(IRedoxAssertionSigner signer, Exception exception) => new(
        $"The assertion signer {signer.GetType().Name} failed ({exception.GetType().Name}), so no access token could be requested. Check the signer and its own log.")
    {
        IsTransient = true,
        Delivery = Delivery.NotSent,
    };

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
