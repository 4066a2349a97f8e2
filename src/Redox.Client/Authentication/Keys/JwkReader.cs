using System.Security.Cryptography;
using System.Text.Json;
using Redox.Client.Options;

namespace Redox.Client.Authentication.Keys;

/// <summary>Reads a private key from a JWK (RFC 7517): RSA with its CRT members, or EC on P-384 (RFC 7518 section 6).</summary>
internal static class JwkReader
{
    private const int P384Bytes = 48;

    public static bool LooksLikeJwk(string text) => text.AsSpan().TrimStart().StartsWith('{');

    /// <param name="text">The JWK.</param>
    /// <param name="keyId">The ID of the key; <see langword="null"/> for the JWK's own.</param>
    /// <param name="fault">Why it cannot be used. Quotes nothing of the JWK.</param>
    public static SigningKey? Read(string text, string? keyId, out string? fault)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var jwk = document.RootElement;
            var key = Import(jwk, out fault);
            return key is null ? null : Accept(key, jwk, keyId ?? Text(jwk, "kid"), out fault);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // ArgumentException: an unpaired surrogate, which cannot be parsed.
            fault = "not a JWK: the text begins like JSON but is not valid JSON. Export the key again.";
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or InvalidOperationException)
        {
            fault = "a JWK whose members are damaged. Export the key again.";
        }

        return null;
    }

    private static AsymmetricAlgorithm? Import(JsonElement jwk, out string? fault)
    {
        fault = null;
        switch (Text(jwk, "kty"))
        {
            case "RSA" when Text(jwk, "d") is not null && (Text(jwk, "p") ?? Text(jwk, "q")) is null:
                fault = "a JWK without the members p, q, dp, dq and qi. Export the private key with them.";
                return null;
            case "RSA" or "EC" when Text(jwk, "d") is null:
                fault = "a JWK with the public half only ('d' is missing). Signing needs the private half.";
                return null;
            case "RSA":
                return RSA.Create(Numbers(jwk));
            case "EC" when Text(jwk, "crv") is not "P-384":
                fault = "an EC key on a curve other than P-384 (secp384r1). ES384 needs that curve.";
                return null;
            case "EC":
                return ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP384,
                    Q = new ECPoint { X = Number(jwk, "x", P384Bytes), Y = Number(jwk, "y", P384Bytes) },
                    D = Number(jwk, "d", P384Bytes),
                });
            case null when jwk.TryGetProperty("keys", out _):
                fault = "a set of JWKs. Give the one key that signs.";
                return null;
            case null:
                fault = "JSON, but not a JWK: 'kty' is missing. Give the JWK, or the PEM itself.";
                return null;
            default:
                fault = "a JWK of a kind other than RSA and EC. Use an RSA key, or an EC key on P-384.";
                return null;
        }
    }

    // A key with a declared purpose is not used for anything else (RFC 7517 sections 4.2 and 4.4).
    private static SigningKey? Accept(AsymmetricAlgorithm key, JsonElement jwk, string? keyId, out string? fault)
    {
        var algorithm = SigningKey.AlgorithmOf(key);
        fault = Text(jwk, "alg") is { } alg && alg != algorithm
            ? $"a JWK whose 'alg' is not {algorithm}, which this key would have to sign with. Use a key that is made for it."
            : Text(jwk, "use") is not (null or "sig") ? "a JWK whose 'use' is not 'sig'. Use a key that is made for signatures." : null;
        if (fault is null)
        {
            return SigningKey.Create(key, keyId, out fault);
        }

        key.Dispose();
        return null;
    }

    private static RSAParameters Numbers(JsonElement jwk)
    {
        var modulus = Number(jwk, "n");
        var half = (modulus.Length + 1) / 2;
        return new RSAParameters
        {
            Modulus = modulus,
            Exponent = Number(jwk, "e"),
            D = Number(jwk, "d", modulus.Length),
            P = Number(jwk, "p", half),
            Q = Number(jwk, "q", half),
            DP = Number(jwk, "dp", half),
            DQ = Number(jwk, "dq", half),
            InverseQ = Number(jwk, "qi", half),
        };
    }

    // Writers of JWKs omit leading zeros or add one; .NET requires every number in its exact length.
    private static byte[] Number(JsonElement jwk, string name, int length = 0)
    {
        var bytes = (Base64UrlText.Decode(Text(jwk, name) ?? "") ?? throw new FormatException()).AsSpan().TrimStart((byte)0);
        if (bytes.IsEmpty || (length > 0 && bytes.Length > length))
        {
            throw new FormatException();
        }

        var number = new byte[Math.Max(length, bytes.Length)];
        bytes.CopyTo(number.AsSpan(number.Length - bytes.Length));
        return number;
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
