namespace Redox.Client.Serialization;

/// <summary>
/// The names of data models and event types as keys: "Clinical Summary" has a space on the wire, but is written without one in documentation and in some messages.
/// </summary>
internal static class EventKey
{
    internal static string Of(string name) => name.Replace(" ", "", StringComparison.Ordinal);

    internal static string Of(string dataModel, string eventType) => $"{Of(dataModel)}.{Of(eventType)}";
}
