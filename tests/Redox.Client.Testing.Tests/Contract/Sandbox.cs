using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Contract;

/// <summary>A real Redox, if available: a development environment with only invented patients.</summary>
internal static class Sandbox
{
    private const string Prefix = "REDOX_CONTRACT_";

    private static readonly string[] Needed = ["CLIENT_ID", "KEY_ID", "PRIVATE_KEY_PATH", "DESTINATION"];

    public static Uri Address => new(Read("ADDRESS") ?? "https://api.redoxengine.com/");

    public static string Destination => Read("DESTINATION")!;

    /// <summary>Why the cases cannot be run against it; <see langword="null"/> if they can.</summary>
    public static string? Missing =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? "Never in CI: this sends to the real Redox."
        : Needed.Where(name => Read(name) is null).ToList() is [_, ..] missing ? $"No sandbox: set {string.Join(", ", missing.Select(name => Prefix + name))} (docs/fidelity.md)."
        : null;

    public static HandMadeAssertion Identity()
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(Read("PRIVATE_KEY_PATH")!));
        return new(Read("CLIENT_ID")!, new RsaSecurityKey(rsa) { KeyId = Read("KEY_ID") }, Address, TimeProvider.System.GetUtcNow());
    }

    private static string? Read(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;
}

/// <summary>A theory for a sandbox; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SandboxTheoryAttribute : TheoryAttribute
{
    public SandboxTheoryAttribute() => Skip = Sandbox.Missing;
}
