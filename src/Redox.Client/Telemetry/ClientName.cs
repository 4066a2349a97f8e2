namespace Redox.Client.Telemetry;

/// <summary>A client's name in log lines; the default client has no name to show.</summary>
internal static class ClientName
{
    public static string Of(string name, string? scope = null) =>
        (name.Length == 0 ? "the default client" : $"the client '{name}'") + (scope is null ? "" : $" and the scope '{scope}'");
}
