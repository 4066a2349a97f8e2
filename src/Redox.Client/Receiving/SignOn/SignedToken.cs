using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Redox.Client.Receiving;

/// <summary>A JWT signed with HMAC-SHA-256. (RFC 7515 section 5.2, RFC 7518 section 3.2)</summary>
internal static class SignedToken
{
    // A sign-on's token has some twenty short claims.
    private const int MostCharacters = 16 * 1024;

    public static RedoxSsoTokenOutcome Open(string? token, IEnumerable<string> secrets, out JsonElement claims)
    {
        claims = default;
        var keys = secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)).Select(Encoding.UTF8.GetBytes).ToList();
        if (keys.Count == 0)
        {
            return RedoxSsoTokenOutcome.NotConfigured;
        }

        if (string.IsNullOrEmpty(token))
        {
            return RedoxSsoTokenOutcome.Missing;
        }

        if (token.Length > MostCharacters || token.Split('.') is not [var head, var body, var signature]
            || Object(head) is not { } header || Object(body) is not { } content || Decode(signature) is not { } signed || header.TryGetProperty("crit", out _))
        {
            return RedoxSsoTokenOutcome.Malformed;
        }

        if (!header.TryGetProperty("alg", out var algorithm) || algorithm.ValueKind != JsonValueKind.String || !algorithm.ValueEquals("HS256"u8))
        {
            return RedoxSsoTokenOutcome.WrongAlgorithm;
        }

        if (!IsSigned(Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signed, keys))
        {
            return RedoxSsoTokenOutcome.WrongSignature;
        }

        claims = content;
        return RedoxSsoTokenOutcome.Valid;
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
            return Decode(part) is { } json && JsonElement.Parse(json) is { ValueKind: JsonValueKind.Object } value ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string part)
    {
        try
        {
            return part.Length > 0 && !part.Contains('=', StringComparison.Ordinal) ? Base64Url.DecodeFromChars(part) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
