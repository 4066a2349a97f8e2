using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Redox.Client.Telemetry;

/// <summary>The metrics. Without listeners, nothing is measured or allocated.</summary>
internal static class ClientMeter
{
    private static readonly Meter Meter = new(ClientTelemetry.Name, ClientTelemetry.Version);

    // Calls take from a few milliseconds to the two minutes that a destination may take to answer.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    };

    private static readonly Histogram<double> Duration = Meter.CreateHistogram("redox.client.call.duration", "s", "Duration of calls, with all attempts and waits.", null, Seconds);
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("redox.client.call.retries", "{retry}", "Retries, by the failure that they follow.");
    private static readonly Counter<long> TokenRequests = Meter.CreateCounter<long>("redox.client.token.requests", "{request}", "Requests for access tokens.");
    private static readonly Histogram<double> LimiterWaits = Meter.CreateHistogram("redox.client.limiter.wait.duration", "s", "How long calls waited for the rate limit, for those that had to.", null, Seconds);
    private static readonly Counter<long> LimiterRefusals = Meter.CreateCounter<long>("redox.client.limiter.refusals", "{call}", "Calls that the client's own rate limit refused.");

    public static bool MeasuresDuration => Duration.Enabled;

    public static void CallEnded(CallLabels call, Uri server, TimeSpan duration, int? status, string? error)
    {
        var tags = ClientTelemetry.Tags(call);
        tags.Add(ClientTelemetry.Server, server.Host);
        tags.Add(ClientTelemetry.Port, server.Port);
        AddOutcome(ref tags, status, error);
        Duration.Record(duration.TotalSeconds, tags);
    }

    public static void Retried(CallLabels call, int? status, string error)
    {
        if (Retries.Enabled)
        {
            var tags = ClientTelemetry.Tags(call);
            AddOutcome(ref tags, status, error);
            Retries.Add(1, tags);
        }
    }

    public static void TokenRequested(Uri? server, int? status, string? error)
    {
        if (TokenRequests.Enabled)
        {
            TagList tags = new() { { ClientTelemetry.Server, server?.Host } };
            AddOutcome(ref tags, status, error);
            TokenRequests.Add(1, tags);
        }
    }

    public static void LimiterWaited(CallLabels call, TimeSpan wait)
    {
        if (LimiterWaits.Enabled)
        {
            LimiterWaits.Record(wait.TotalSeconds, ClientTelemetry.Tags(call));
        }
    }

    public static void LimiterRefused(CallLabels call)
    {
        if (LimiterRefusals.Enabled)
        {
            LimiterRefusals.Add(1, ClientTelemetry.Tags(call));
        }
    }

    private static void AddOutcome(ref TagList tags, int? status, string? error)
    {
        if (status is { } code)
        {
            tags.Add(ClientTelemetry.Status, code);
        }

        if (error is not null)
        {
            tags.Add(ClientTelemetry.ErrorType, error);
        }
    }
}
