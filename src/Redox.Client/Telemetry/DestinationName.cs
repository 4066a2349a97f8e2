namespace Redox.Client.Telemetry;

/// <summary>A destination in traces, metrics and logs. The default one has no name, and an empty text counts as none in many a tool.</summary>
internal static class DestinationName
{
    public static string Of(string name) => name.Length == 0 ? "default" : name;
}
