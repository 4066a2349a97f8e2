using Redox.Client.Calls.Http;
using Redox.Client.Telemetry;

namespace Redox.Client.Sending;

/// <summary>One call: the message as the caller gave it and as it goes out, and what is known about its delivery.</summary>
internal readonly struct OutgoingCall(CallKind kind, RedoxMessage original, RedoxCallOptions options, TimeProvider time)
{
    /// <summary>
    /// For all attempts of a call, unless its options say otherwise. Single attempts have no shorter limit: a destination may take this long to answer
    /// a query. (Redox: "REQUEST")
    /// </summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(120);

    public RedoxMessage Original { get; } = original;

    /// <summary>The message as it is sent; until it is routed, as the caller gave it.</summary>
    public RedoxMessage Message { get; init; } = original;

    public CallProgress Progress { get; } = new(
        new CallLabels(kind, original),
        repeatableWhenUnknown: kind == CallKind.Query || (kind == CallKind.Event && options.AcceptDuplicateDelivery),
        options.Timeout ?? UsualTimeout,
        time);

    public string MessageType => Progress.Call.MessageType;
}
