using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Redox.Client.Fuzz;

/// <summary>
/// A JWT as text that can be mutated, <c>header|claims|signature</c>, all three in clear: with the signature <c>right</c> it is signed, so that the claims
/// are reached too. Text in any other form is the token itself.
/// </summary>
internal static class SignedText
{
    public const string Secret = "a secret of the dashboard, long enough for HMAC";
    public const string Valid = """{"alg":"HS256","typ":"JWT"}|{"iss":"the-source","sub":"the-user","aud":"the-destination","iat":1772366340,"exp":1772367240,"nbf":1772366340,"name":"Ada Ng","npi":"1990000025","patient_ids":[{"id":"1","type":"MR"}]}|right""";

    /// <summary>When the token is valid.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static string ToToken(ReadOnlySpan<byte> text)
    {
        var parts = Encoding.Latin1.GetString(text).Split('|');
        if (parts.Length != 3)
        {
            return Encoding.Latin1.GetString(text);
        }

        var content = $"{Encoded(parts[0])}.{Encoded(parts[1])}";
        var signature = parts[2] == "right" ? Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(content))) : Encoded(parts[2]);
        return $"{content}.{signature}";
    }

    private static string Encoded(string latin1) => Base64Url.EncodeToString(Encoding.Latin1.GetBytes(latin1));
}
