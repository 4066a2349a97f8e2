using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>One call: the message as it goes out, and what is known of its fate.</summary>
internal sealed class OutgoingCall(CallKind kind, RedoxMessage message)
{
    public RedoxMessage Message { get; } = message;

    public CallProgress Progress { get; } = new(repeatableWhenUnknown: kind == CallKind.Query);

    public bool IsQuery => kind == CallKind.Query;

    /// <summary>Data model and event type: the only words of a message that appear in logs and exceptions.</summary>
    public string MessageType { get; } = MessageRouting.NameOf(message);
}
