using Redox.Client.Telemetry;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>One call: the message as it goes out, and what is known of its fate.</summary>
internal sealed class OutgoingCall(CallKind kind, RedoxMessage message, RedoxCallOptions options)
{
    /// <summary>
    /// For all attempts of a call, unless it says otherwise. An attempt has no shorter limit of its own: a destination may take this long to answer
    /// a query. (Redox: "REQUEST")
    /// </summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(120);

    public RedoxMessage Message { get; } = message;

    public CallProgress Progress { get; } = new(
        new CallLabels(kind, message.Meta.DataModel ?? "", message.Meta.EventType ?? ""),
        repeatableWhenUnknown: kind == CallKind.Query || (kind == CallKind.Event && options.AcceptDuplicateDelivery),
        options.Timeout ?? UsualTimeout);

    public bool IsQuery => kind == CallKind.Query;

    public string MessageType => Progress.Call.MessageType;
}
