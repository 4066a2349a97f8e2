namespace Redox.Client.Telemetry;

/// <summary>What a call is called in logs, traces, metrics and exceptions: the only words of a message that appear there.</summary>
internal readonly struct CallLabels(CallKind kind, RedoxMessage message)
{
    public string DataModel { get; } = message.Meta.DataModel ?? "";

    public string EventType { get; } = message.Meta.EventType ?? "";

    public string MessageType { get; } = message.KnownAs?.ToString() ?? $"{message.Meta.DataModel}.{message.Meta.EventType}";

    public bool IsQuery => kind == CallKind.Query;

    public string Operation => kind switch
    {
        CallKind.Event => "send",
        CallKind.WriteBack => "write_back",
        _ => "query",
    };
}
