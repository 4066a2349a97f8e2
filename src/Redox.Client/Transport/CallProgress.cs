using Redox.Client.Telemetry;

namespace Redox.Client.Transport;

/// <summary>
/// What is known of one call while it is under way. It travels with the request, so that the handlers share it: the transport records what became
/// of each attempt, the retry rules decide by it, and the final exception reports it.
/// </summary>
internal sealed class CallProgress(CallLabels call, bool repeatableWhenUnknown, TimeSpan timeout)
{
    private static readonly HttpRequestOptionsKey<CallProgress> Key = new("Redox.Client.CallProgress");
    private bool _mayHaveArrived;
    private volatile bool _isWritten;

    /// <summary>What the call is called in logs, traces and metrics.</summary>
    public CallLabels Call => call;

    /// <summary>The time limit of the whole call.</summary>
    public TimeSpan Timeout => timeout;

    public int Attempts { get; private set; }

    public Delivery Delivery { get; private set; } = Delivery.NotSent;

    /// <summary>Whether another attempt can do no harm. A query changes nothing, and a caller may consent to it; anything else must surely not have arrived.</summary>
    public bool IsRepeatable => repeatableWhenUnknown || Delivery != Delivery.Unknown;

    public void TravelWith(HttpRequestMessage request) => request.Options.Set(Key, this);

    public static CallProgress? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var progress) ? progress : null;

    /// <summary>From here on anything may have happened, until the attempt ends in a way that says more.</summary>
    public void AttemptStarts()
    {
        _mayHaveArrived = Attempts > 0 && Delivery == Delivery.Unknown;
        Attempts++;
        Delivery = Delivery.Unknown;
    }

    /// <summary>Somebody reads the bytes of the message. Before that nothing of it can have left, whatever became of an attempt.</summary>
    public void MessageIsWritten() => _isWritten = true;

    /// <summary>An attempt ends without an answer.</summary>
    public void AttemptBreaks(bool neverConnected) => AttemptEnds(neverConnected || !_isWritten ? Delivery.NotSent : Delivery.Unknown);

    /// <summary>A later attempt cannot take back that an earlier one may have arrived.</summary>
    public void AttemptEnds(Delivery delivery) => Delivery = _mayHaveArrived ? Delivery.Unknown : delivery;
}
