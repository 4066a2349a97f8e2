using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>A JWT in compact form (RFC 7515, 3.1), parsed but not yet verified.</summary>
internal sealed record SignedJwt(JsonElement Header, JsonElement Claims, byte[] SigningInput, byte[] Signature)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Parses the text. The signature may be empty, so that <c>alg: none</c> is reported as such.</summary>
    public static SignedJwt? Parse(string? text)
    {
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 3 || !Array.TrueForAll(parts, IsBase64Url))
        {
            return null;
        }

        return JsonReading.TryParseObject(Base64Url.DecodeFromChars(parts[0]), out var header)
            && JsonReading.TryParseObject(Base64Url.DecodeFromChars(parts[1]), out var claims)
                ? new(header, claims, Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]))
                : null;
    }

    // The reader of .NET skips white space and takes = and % for padding, which RFC 7515 section 2 does not allow.
    private static bool IsBase64Url(string part) => !part.AsSpan().ContainsAnyExcept(Letters) && Base64Url.IsValid(part);

    /// <summary>A time claim in seconds since 1970 (RFC 7519, NumericDate); <see langword="null"/> if it is absent or not a number.</summary>
    public double? Seconds(string claim) => Claims.Member(claim) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
}
