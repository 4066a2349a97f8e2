namespace Redox.Client.Telemetry;

/// <summary>
/// What a call is called in logs, traces, metrics and exceptions: the only words of a message that appear there. They are those of its definition; the
/// names of an event that nobody has defined are free text, neither few nor certainly harmless.
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
