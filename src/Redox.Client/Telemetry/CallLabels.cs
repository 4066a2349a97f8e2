namespace Redox.Client.Telemetry;

/// <summary>What a call is called in logs, traces, metrics and exceptions: the only words of a message that appear there.</summary>
internal sealed record CallLabels(CallKind Kind, string DataModel, string EventType)
{
    public string MessageType { get; } = $"{DataModel}.{EventType}";

    public string Operation => Kind switch
    {
        CallKind.Event => "send",
        CallKind.WriteBack => "write_back",
        _ => "query",
    };
}
