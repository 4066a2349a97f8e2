namespace Redox.Client.Telemetry;

/// <summary>A client in a line of the log, where the default one has no name to show.</summary>
internal static class ClientName
{
    public static string Of(string name) => name.Length == 0 ? "the default client" : $"the client '{name}'";
}
