using System.Security.Cryptography;

namespace Redox.Client.Benchmarks;

/// <summary>A private key of this process, for the network in memory that looks at no signature.</summary>
internal static class TestKey
{
    public static string Pem { get; } = Make();

    private static string Make()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
