using System.Diagnostics;
using System.Diagnostics.Metrics;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Telemetry;

/// <summary>Traces and measures the handling of messages in an inbox.</summary>
internal static class InboxMeter
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400] };

    private static readonly Histogram<double> Delay = ClientTelemetry.Meter.CreateHistogram("redox.inbox.delay", "s", "Time from the arrival of a message until it was handled.", null, Seconds);

    private static readonly Counter<long> Attempts = ClientTelemetry.Meter.CreateCounter<long>("redox.inbox.attempts", "{attempt}", "Attempts to handle a message in an inbox.");

    private static readonly Counter<long> Parkings = Messages("redox.inbox.parkings", "Messages that were parked.");

    private static readonly Counter<long> Replays = Messages("redox.inbox.replays", "Parked messages that were replayed.");

    private static readonly Counter<long> Discards = Messages("redox.inbox.discards", "Parked messages that were discarded.");

    public static bool IsTraced => ClientTelemetry.Source.HasListeners();

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

    public static void Parked(string destination, int count)
    {
        if (count > 0)
        {
            Add(Parkings, destination, count);
        }
    }

    public static void Replayed(string destination, int count) => Add(Replays, destination, count);

    public static void Discarded(string destination, int count) => Add(Discards, destination, count);

    private static Counter<long> Messages(string name, string description) => ClientTelemetry.Meter.CreateCounter<long>(name, "{message}", description);

    private static void Add(Counter<long> counter, string destination, int count)
    {
        if (counter.Enabled)
        {
            counter.Add(count, DestinationMeter.Tags(destination, null));
        }
    }
}
