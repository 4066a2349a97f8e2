using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>The token of a sign-on, put together by hand.</summary>
internal static class HandMadeToken
{
    public const string Secret = "a secret of the dashboard, long enough for HMAC";

    public static string Of(DateTimeOffset now)
    {
        var claims = $$"""{"iss":"source","sub":"user","aud":"destination","iat":{{now.ToUnixTimeSeconds()}},"exp":{{now.AddMinutes(5).ToUnixTimeSeconds()}}}""";
        var content = $"{Part("""{"alg":"HS256","typ":"JWT"}""")}.{Part(claims)}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
