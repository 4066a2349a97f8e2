using System.Reflection;

namespace Redox.Client.Tool;

/// <summary>What the build has written into the program.</summary>
internal static class Product
{
    private static readonly Assembly Program = typeof(Product).Assembly;

    /// <summary>The version, without the commit behind its plus sign.</summary>
    public static string Version { get; } =
        Program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Where the guide to this program is.</summary>
    public static string Guide { get; } = GuideAt(
        Program.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == "PackageProjectUrl")?.Value);

    /// <param name="address">The address that the packages were given when they were packed; without one the guide is in a package.</param>
    public static string GuideAt(string? address) =>
        string.IsNullOrWhiteSpace(address) ? "docs/fake-host.md in the package Redox.Client" : $"{address} (docs/fake-host.md)";
}
