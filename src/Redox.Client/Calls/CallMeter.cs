using System.Diagnostics;
using System.Diagnostics.Metrics;
using Redox.Client.Telemetry;

namespace Redox.Client.Calls;

/// <summary>The metrics of calls. Without listeners, nothing is measured or allocated.</summary>
internal static class CallMeter
{
    // Calls take from a few milliseconds to the two minutes that a destination may take to answer.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    };

    private static readonly Histogram<double> Duration = ClientTelemetry.Meter.CreateHistogram("redox.client.call.duration", "s", "Duration of calls, with all attempts and waits.", null, Seconds);
    private static readonly Counter<long> Retries = ClientTelemetry.Meter.CreateCounter<long>("redox.client.call.retries", "{retry}", "Retries, by the failure that they follow.");
    private static readonly Histogram<double> LimiterWaits = ClientTelemetry.Meter.CreateHistogram("redox.client.limiter.wait.duration", "s", "How long calls waited for the rate limit, for those that had to.", null, Seconds);
    private static readonly Counter<long> LimiterRefusals = ClientTelemetry.Meter.CreateCounter<long>("redox.client.limiter.refusals", "{call}", "Calls that the client's own rate limit refused.");

    public static bool MeasuresDuration => Duration.Enabled;

    /// <summary>What traces and metrics say about an operation.</summary>
    public static TagList Tags(Operation operation)
    {
        TagList tags = new() { { ClientTelemetry.Operation, operation.Name } };
        operation.AddTags(ref tags);
        return tags;
    }

    public static void CallEnded(Operation operation, Uri server, TimeSpan duration, int? status, string? error)
    {
        var tags = Tags(operation);
        tags.Add(ClientTelemetry.Server, server.Host);
        tags.Add(ClientTelemetry.Port, server.Port);
        ClientTelemetry.AddOutcome(ref tags, status, error);
        Duration.Record(duration.TotalSeconds, tags);
    }

    public static void Retried(Operation operation, int? status, string error)
    {
        if (Retries.Enabled)
        {
            var tags = Tags(operation);
            ClientTelemetry.AddOutcome(ref tags, status, error);
            Retries.Add(1, tags);
        }
    }

    public static void LimiterWaited(Operation operation, TimeSpan wait)
    {
        if (LimiterWaits.Enabled)
        {
            LimiterWaits.Record(wait.TotalSeconds, Tags(operation));
        }
    }

    public static void LimiterRefused(Operation operation)
    {
        if (LimiterRefusals.Enabled)
        {
            LimiterRefusals.Add(1, Tags(operation));
        }
    }
}
