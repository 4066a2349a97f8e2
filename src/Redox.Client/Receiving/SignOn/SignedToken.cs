using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Redox.Client.Options;
using Redox.Client.Serialization;

namespace Redox.Client.Receiving.SignOn;

/// <summary>A JWT signed with HMAC-SHA-256. (RFC 7515 section 5.2, RFC 7518 section 3.2)</summary>
internal static class SignedToken
{
    // A sign-on token has about twenty short claims.
    private const int MaxCharacters = 16 * 1024;

    // With duplicate members, two readers could see two different tokens. (RFC 7515 section 4, RFC 7519 section 4)
    private static readonly JsonDocumentOptions WithoutDuplicates = new() { AllowDuplicateProperties = false };

    // The only ones that may be logged: the member is free text from the sender.
    private static readonly string[] OtherAlgorithms =
        ["none", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA"];

    public static SsoVerdict Open(string? token, IEnumerable<string> secrets, out JsonElement claims)
    {
        claims = default;
        var keys = secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)).Select(Encoding.UTF8.GetBytes).ToList();
        if (keys.Count == 0)
        {
            return new SsoVerdict(RedoxSsoTokenOutcome.NotConfigured, "cannot be checked: no SSO secret is configured");
        }

        if (string.IsNullOrEmpty(token))
        {
            return new SsoVerdict(RedoxSsoTokenOutcome.Missing, "is missing");
        }

        if (token.Length > MaxCharacters)
        {
            return Malformed("is longer than 16,384 characters");
        }

        if (token.Split('.') is not [var head, var body, var signature])
        {
            return Malformed("is not a JWT of three parts");
        }

        if (Object(head) is not { } header || Object(body) is not { } content || Base64UrlText.Decode(signature) is not { } signed)
        {
            return Malformed("is not a JWT: its parts must be Base64url, and the first two JSON objects in Unicode without duplicate members");
        }

        if (header.TryGetProperty("crit", out _))
        {
            return Malformed("requires extensions that are not supported (crit)");
        }

        if (!header.TryGetProperty("alg", out var algorithm) || algorithm.ValueKind != JsonValueKind.String || !algorithm.ValueEquals("HS256"u8))
        {
            return new SsoVerdict(RedoxSsoTokenOutcome.WrongAlgorithm, $"is signed with {NameOf(algorithm)}, but only HS256 is accepted");
        }

        if (!IsSigned(Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signed, keys))
        {
            return new SsoVerdict(RedoxSsoTokenOutcome.WrongSignature, "was signed with none of the configured SSO secrets, or was changed");
        }

        claims = content;
        return new SsoVerdict(RedoxSsoTokenOutcome.Valid, "is valid");
    }

    /// <summary>Seconds since 1970, as a number or, as in the schema of 2021, as text.</summary>
    public static DateTimeOffset? Time(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 253_402_300_799
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
    }

    /// <summary>Whether every name and text is Unicode. JSON can escape an unpaired surrogate, and reading such a text throws an exception.</summary>
    public static bool IsUnicode(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && !JsonText.IsUnicode(in reader))
            {
                return false;
            }
        }

        return true;
    }

    private static SsoVerdict Malformed(string reason) => new(RedoxSsoTokenOutcome.Malformed, reason);

    private static string NameOf(JsonElement algorithm) =>
        (algorithm.ValueKind == JsonValueKind.String ? Array.Find(OtherAlgorithms, name => algorithm.ValueEquals(name)) : null) ?? "another algorithm";

    private static bool IsSigned(byte[] content, byte[] signature, List<byte[]> keys)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var match = false;
        foreach (var key in keys)
        {
            HMACSHA256.HashData(key, content, expected);
            match |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return match;
    }

    private static JsonElement? Object(string part)
    {
        try
        {
            return Base64UrlText.Decode(part) is { } json && IsUnicode(json) && JsonElement.Parse(json, WithoutDuplicates) is { ValueKind: JsonValueKind.Object } value ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
