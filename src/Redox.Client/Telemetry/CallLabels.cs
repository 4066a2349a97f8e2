namespace Redox.Client.Telemetry;

/// <summary>
/// The labels of a call in logs, traces, metrics and exceptions: the only words of a message that appear there. They come from its definition; the
/// names of an undefined event are free text, which is neither bounded in number nor known to be harmless.
/// </summary>
internal readonly struct CallLabels(CallKind kind, RedoxMessage message)
{
    public MessageDefinition? Definition { get; } = message.KnownAs ?? RedoxJson.FindDefinition(message.Meta.DataModel, message.Meta.EventType);

    public string MessageType => Definition?.ToString() ?? "An unknown event";

    /// <summary>The name of its activity.</summary>
    public string Activity => $"{Operation} {Definition?.ToString() ?? "unknown"}";

    public bool IsQuery => kind == CallKind.Query;

    public string Operation => kind switch
    {
        CallKind.Event => "send",
        CallKind.WriteBack => "write_back",
        _ => "query",
    };
}
