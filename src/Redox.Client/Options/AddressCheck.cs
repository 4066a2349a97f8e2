namespace Redox.Client.Options;

/// <summary>Checks the address of Redox, or of a gateway in front of it.</summary>
internal static class AddressCheck
{
    // The beginnings of Redox's own paths, which the client appends to the address.
    private static readonly string[] RedoxPaths = ["/endpoint", "/query", "/upload", "/auth", "/v2/auth"];

    public static void Run(Uri? address, string setting, List<string> faults)
    {
        if (Fault(address) is { } fault)
        {
            faults.Add($"{setting}: {fault}");
        }
    }

    private static string? Fault(Uri? address) => address switch
    {
        not { IsAbsoluteUri: true, Scheme: "https" or "http" } => "not an absolute http or https address. Use one like https://api.redoxengine.com.",
        { Scheme: "http", IsLoopback: false } => $"http to '{address.Host}' would send patient data and tokens unencrypted. Use https; http is for loopback only.",
        _ when address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0 =>
            "user information, query and fragment are not supported. Give scheme, host, port and path only.",
        _ when RedoxPaths.Any(path => IsAtOrBelow(address.AbsolutePath, path)) =>
            $"contains one of Redox's own paths, which the client adds itself. Use {address.GetLeftPart(UriPartial.Authority)}.",
        _ when address.AbsolutePath != "/" && IsRedox(address.Host) => $"has a path, but Redox's own hosts are addressed at their root. Use {address.GetLeftPart(UriPartial.Authority)}.",
        _ => null,
    };

    private static bool IsAtOrBelow(string path, string start) =>
        path.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (path.Length == start.Length || path[start.Length] == '/');

    private static bool IsRedox(string host) =>
        host.Equals("redoxengine.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".redoxengine.com", StringComparison.OrdinalIgnoreCase);
}
