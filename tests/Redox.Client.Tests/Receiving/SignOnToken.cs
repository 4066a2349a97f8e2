using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Redox.Client.Tests.Receiving;

/// <summary>The token of a sign-on, put together by hand so that its parts may be anything.</summary>
internal static class SignOnToken
{
    public const string Secret = "a secret of the dashboard, long enough for HMAC";

    /// <summary>A good one of that time, which expires after five minutes.</summary>
    public static string Of(DateTimeOffset issued) => Of(
        """{"alg":"HS256","typ":"JWT"}""",
        $$"""{"iss":"source","sub":"user","aud":"destination","iat":{{issued.ToUnixTimeSeconds()}},"exp":{{issued.AddMinutes(5).ToUnixTimeSeconds()}}}""");

    public static string Of(string header, string claims) => Of(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims));

    public static string Of(byte[] header, byte[] claims)
    {
        var content = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(content)))}";
    }
}
