using System.Diagnostics;
using System.Diagnostics.Metrics;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Telemetry;

/// <summary>The metrics of destinations. Without listeners, nothing is measured or allocated.</summary>
internal static class DestinationMeter
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    };

    private static readonly Histogram<double> Duration = ClientTelemetry.Meter.CreateHistogram(
        "redox.destination.request.duration", "s", "Duration of requests to a destination, including reading and handling.", null, Seconds);

    private static readonly Counter<long> Issues = ClientTelemetry.Meter.CreateCounter<long>("redox.destination.read.issues", "{issue}", "Deviations from the data model in messages that were read.");

    public static bool MeasuresDuration => Duration.Enabled;

    public static void RequestEnded(string destination, TimeSpan duration, string outcome, int? status, MessageDefinition? message)
    {
        var tags = Tags(destination, message);
        tags.Add(ClientTelemetry.Outcome, outcome);
        if (status is { } code)
        {
            tags.Add(ClientTelemetry.Status, code);
        }

        Duration.Record(duration.TotalSeconds, tags);
    }

    public static void MessageRead(IncomingMessage incoming)
    {
        if (Issues.Enabled && incoming.Delivery.Issues.Count > 0)
        {
            Issues.Add(incoming.Delivery.Issues.Count, Tags(incoming.Delivery.Destination, incoming.Definition));
        }
    }

    // Unknown event names are free text from the sender: neither bounded in number nor known to be harmless.
    public static TagList Tags(string destination, MessageDefinition? message)
    {
        TagList tags = new() { { ClientTelemetry.Destination, DestinationName.Of(destination) } };
        if (message is not null)
        {
            tags.Add(ClientTelemetry.DataModel, message.DataModel);
            tags.Add(ClientTelemetry.EventType, message.EventType);
        }

        return tags;
    }
}
