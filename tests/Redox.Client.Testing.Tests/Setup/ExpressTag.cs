using System.Globalization;
using System.Security.Cryptography;

namespace Redox.Client.Testing.Tests.Setup;

/// <summary>The tag that Express gives a body, by the rule that holds for all recordings.</summary>
internal static class ExpressTag
{
    public static string Of(byte[] body)
    {
#pragma warning disable CA5351 // Not for security: it is what was recorded.
        var hash = MD5.HashData(body);
#pragma warning restore CA5351
        return string.Create(CultureInfo.InvariantCulture, $"W/\"{body.Length:x}-{Convert.ToBase64String(hash)[..22]}\"");
    }
}
