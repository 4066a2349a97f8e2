using System.Globalization;
using System.Security.Cryptography;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>The clients known to a fake, the same in every fake. They share one key and differ in their IDs.</summary>
internal static class TestCredentials
{
    public const string KeyId = "redox-fake-test-only-key";

    public const string LegacySecret = "redox-fake-test-only-legacy-secret";

    private const string ClientId = "redox-fake-client";

    private const string LegacyApiKey = "redox-fake-test-only-legacy-key";

    // Only the public key: reading the private one takes ten times as long, and a fake only verifies.
    private static readonly string PublicKey = ExportPublicKey();

    /// <summary>The client of the fake itself.</summary>
    public static RegisteredClient RegisterDefault() => Register("", 0);

    /// <summary>The client of another tenant.</summary>
    public static RegisteredClient Register(int number) => Register(string.Create(CultureInfo.InvariantCulture, $"-{number}"), number);

    private static RegisteredClient Register(string suffix, int number)
    {
        var source = new Guid(0x5f0c3b1e, 0x7d42, 0x4c8a, [0x9a, 0x56, 0x0b, 0x1f, .. BitConverter.GetBytes(number)]);
        var client = new RegisteredClient(ClientId + suffix, LegacyApiKey + suffix, source, "Fake source");
        client.Add(new RegisteredKey(KeyId, PublicKey));
        return client;
    }

    private static string ExportPublicKey()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(RedoxTestKeys.Rsa);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }
}
