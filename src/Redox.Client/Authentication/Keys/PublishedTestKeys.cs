using System.Collections.Frozen;

namespace Redox.Client.Authentication.Keys;

/// <summary>
/// The keys that the package Redox.Client.Testing publishes for tests with its fake exchange. They are public, so a client refuses to sign with
/// them for any address that could be a real exchange.
/// </summary>
internal static class PublishedTestKeys
{
    private const string LegacyKeyPrefix = "redox-fake-test-only-";

    private static readonly FrozenSet<string> Fingerprints = FrozenSet.ToFrozenSet(
    [
        "cc582cdf16142e2c2f198b5b08c95756279b8ff09049a739116f0c96f9ec8fcb",
        "b55e4209df89906cdb885889edacfab273984dd9281f4007b02a94728675974f",
    ]);

    /// <summary>Why this key must not be used with the address; <see langword="null"/> when it may.</summary>
    public static string? Fault(SigningKey? key, Uri? address) => Fault(key is not null && Fingerprints.Contains(key.Fingerprint), address);

    /// <summary>The same for a legacy API key.</summary>
    public static string? Fault(string? legacyApiKey, Uri? address) =>
        Fault(legacyApiKey?.StartsWith(LegacyKeyPrefix, StringComparison.Ordinal) ?? false, address);

    private static string? Fault(bool isPublished, Uri? address) => isPublished && address is { IsAbsoluteUri: true } && !IsFake(address)
        ? $"the test key that Redox.Client.Testing publishes, together with '{address.Host}'. That key is public: use your own there, or point BaseAddress at a RedoxFake."
        : null;

    // Nobody else can own the loopback interface or a name under .invalid (RFC 2606).
    private static bool IsFake(Uri address) => address.IsLoopback || address.Host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);
}
