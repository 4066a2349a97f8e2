using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Telemetry;

/// <summary>Traces and measures the handling of messages in an inbox.</summary>
internal static class InboxMeter
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400] };

    private static readonly Histogram<double> Delay = ClientTelemetry.Meter.CreateHistogram("redox.inbox.delay", "s", "Time from the arrival of a message until it was handled.", null, Seconds);

    private static readonly Counter<long> Attempts = ClientTelemetry.Meter.CreateCounter<long>("redox.inbox.attempts", "{attempt}", "Attempts to handle a message in an inbox.");

    // The inboxes that this process handles. They are only queried when there are listeners.
    private static readonly ConcurrentDictionary<DestinationInbox, TimeProvider> Watched = [];

    static InboxMeter()
    {
        ClientTelemetry.Meter.CreateObservableGauge("redox.inbox.waiting", () => Observe<long>((inbox, destination, _) => inbox.CountWaiting(destination)), "{message}", "Messages that wait for their handler, including retries.");
        ClientTelemetry.Meter.CreateObservableGauge("redox.inbox.parked", () => Observe<long>((inbox, destination, _) => inbox.CountParked(destination)), "{message}", "Messages that are parked.");
        ClientTelemetry.Meter.CreateObservableGauge("redox.inbox.oldest_age", () => Observe<double>(Age), "s", "Time since the oldest waiting message was received; 0 when none is waiting.");
    }

    public static bool IsTraced => ClientTelemetry.Source.HasListeners();

    public static void Watch(DestinationInbox inbox, TimeProvider time) => Watched[inbox] = time;

    public static void Forget(DestinationInbox inbox) => Watched.TryRemove(inbox, out _);

    /// <summary>Begins the activity of one attempt, with a link to the receiving activity if that is still known.</summary>
    public static Activity? Begin(IncomingMessage incoming, ActivityContext? received) => ClientTelemetry.Source.StartActivity(
            $"process {incoming.Definition?.ToString() ?? "unknown"}", ActivityKind.Consumer, parentContext: default, links: received is { } context ? [new ActivityLink(context)] : null)
        ?.SetTag(ClientTelemetry.Operation, "process")
        .SetTag(ClientTelemetry.Destination, DestinationName.Of(incoming.Delivery.Destination))
        .SetTag(ClientTelemetry.DataModel, incoming.Definition?.DataModel)
        .SetTag(ClientTelemetry.EventType, incoming.Definition?.EventType)
        .SetTag(ClientTelemetry.LogId, incoming.LogIdToShow);

    public static void Attempted(Activity? activity, IncomingMessage incoming, RedoxDestinationResponse reply)
    {
        activity?.SetTag(ClientTelemetry.Outcome, $"{reply.Outcome}")
            .SetStatus(reply.StatusCode < 400 ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        if (Attempts.Enabled)
        {
            var tags = DestinationMeter.Tags(incoming.Delivery.Destination, incoming.Definition);
            tags.Add(ClientTelemetry.Outcome, $"{reply.Outcome}");
            Attempts.Add(1, tags);
        }
    }

    public static void Handled(IncomingMessage incoming, TimeSpan delay)
    {
        if (Delay.Enabled)
        {
            Delay.Record(delay.TotalSeconds, DestinationMeter.Tags(incoming.Delivery.Destination, incoming.Definition));
        }
    }

    private static double Age(IInboxOwner inbox, string destination, TimeProvider time) =>
        inbox.OldestWaiting(destination) is { } oldest && time.GetUtcNow() - oldest is { Ticks: > 0 } age ? age.TotalSeconds : 0;

    private static List<Measurement<T>> Observe<T>(Func<IInboxOwner, string, TimeProvider, T> measure)
        where T : struct
    {
        var measurements = new List<Measurement<T>>();
        foreach (var (watched, time) in Watched)
        {
            try
            {
                if (watched.Store is IInboxOwner inbox)
                {
                    measurements.Add(new Measurement<T>(measure(inbox, watched.Destination, time), DestinationMeter.Tags(watched.Destination, null)));
                }
            }
            catch (Exception)
            {
                // The worker encounters the same failure, and logs it.
            }
        }

        return measurements;
    }
}
