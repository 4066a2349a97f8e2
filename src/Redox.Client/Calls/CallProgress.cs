namespace Redox.Client.Calls;

/// <summary>
/// What is known about one call while it is under way. It travels with the request, so that the handlers share it: the transport records the outcome
/// of each attempt, the retry rules use it, and the final exception reports it.
/// </summary>
internal sealed class CallProgress(Operation operation, TimeProvider time)
{
    private static readonly HttpRequestOptionsKey<CallProgress> Key = new("Redox.Client.CallProgress");
    private readonly long _start = time.GetTimestamp();
    private Delivery _earlier = Delivery.NotSent;
    private volatile bool _isWritten;

    public Operation Operation => operation;

    /// <summary>The time that is left.</summary>
    public TimeSpan TimeLeft => operation.Timeout - time.GetElapsedTime(_start);

    /// <summary>What the call waits for.</summary>
    public CallStage Stage { get; set; }

    /// <summary>The failure of the last attempt, until the next one leaves.</summary>
    public RedoxException? LastFailure { get; private set; }

    /// <summary>Attempts so far, including those that did not get as far as a request: without a token, or without a turn.</summary>
    public int Attempts { get; private set; }

    /// <summary>Requests that were sent, or tried to connect: two in an attempt that was replayed after a 401.</summary>
    public int Requests { get; private set; }

    /// <summary>What is known about all attempts together.</summary>
    public Delivery Delivery { get; private set; } = Delivery.NotSent;

    /// <summary>Redox's ID of the exchange, from the last response.</summary>
    public string? TraceId { get; private set; }

    /// <summary>Whether another attempt can do no harm.</summary>
    public bool MayBeRetried => operation.Retry == RetryRule.Always || Delivery != Delivery.Unknown;

    public void TravelWith(HttpRequestMessage request) => request.Options.Set(Key, this);

    public static CallProgress? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var progress) ? progress : null;

    /// <summary>
    /// Combines two attempts. A later one cannot undo that an earlier one may have arrived, and one that was not sent adds nothing.
    /// </summary>
    public static Delivery Together(Delivery earlier, Delivery later) =>
        earlier == Delivery.Unknown || later == Delivery.NotSent ? earlier : later;

    public void AttemptStarts() => Attempts++;

    /// <summary>From here on it may have arrived, until the end of the request shows otherwise.</summary>
    public void RequestStarts()
    {
        _earlier = Delivery;
        Requests++;
        (Stage, LastFailure) = (CallStage.Response, null);
        Delivery = Delivery.Unknown;
    }

    /// <summary>An attempt has failed, and there will be another if there is enough time.</summary>
    public void RetryFollows(RedoxException failure) => (Stage, LastFailure) = (CallStage.Retry, failure);

    /// <summary>The bytes of the body are being read. Before that, none of them can have left, however the attempt ends.</summary>
    public void BodyIsWritten() => _isWritten = true;

    public void ResponseStarts(string? traceId) => TraceId = traceId;

    /// <summary>An attempt ends without a response.</summary>
    /// <returns>What is known about this attempt alone.</returns>
    public Delivery AttemptBreaks(bool neverConnected)
    {
        var delivery = neverConnected || !_isWritten ? Delivery.NotSent : Delivery.Unknown;
        AttemptEnds(delivery);
        return delivery;
    }

    /// <summary>An attempt ends. Called again if the response reveals more later.</summary>
    public void AttemptEnds(Delivery delivery) => Delivery = Together(_earlier, delivery);
}
