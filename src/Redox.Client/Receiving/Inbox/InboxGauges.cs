using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Gauges of the inboxes that this process handles, at most five seconds old. Processes that share an inbox report the same numbers.</summary>
internal static class InboxGauges
{
    private static readonly ConcurrentDictionary<DestinationInbox, (RedoxInboxCounts Counts, TimeProvider Time)> Shown = [];

    private static readonly ObservableGauge<long> Waiting = Gauge("redox.inbox.waiting", "Messages that wait for their handler, including retries.", (counts, _) => counts.Waiting);

    private static readonly ObservableGauge<long> Running = Gauge("redox.inbox.running", "Messages that are claimed, by whichever process.", (counts, _) => counts.Running);

    private static readonly ObservableGauge<long> Parked = Gauge("redox.inbox.parked", "Messages that are parked.", (counts, _) => counts.Parked);

    private static readonly ObservableGauge<double> OldestAge = ClientTelemetry.Meter.CreateObservableGauge(
        "redox.inbox.oldest_age", () => Observe(Age), "s", "Time since the oldest waiting or running message was received; 0 when there is none.");

    public static bool AreRead => Waiting.Enabled || Running.Enabled || Parked.Enabled || OldestAge.Enabled;

    public static void Show(DestinationInbox inbox, RedoxInboxCounts counts, TimeProvider time) => Shown[inbox] = (counts, time);

    public static void Forget(DestinationInbox inbox) => Shown.TryRemove(inbox, out _);

    private static ObservableGauge<long> Gauge(string name, string description, Func<RedoxInboxCounts, TimeProvider, long> measure) =>
        ClientTelemetry.Meter.CreateObservableGauge(name, () => Observe(measure), "{message}", description);

    private static double Age(RedoxInboxCounts counts, TimeProvider time) =>
        counts.OldestReceivedAt is { } oldest && time.GetUtcNow() - oldest is { Ticks: > 0 } age ? age.TotalSeconds : 0;

    private static IEnumerable<Measurement<T>> Observe<T>(Func<RedoxInboxCounts, TimeProvider, T> measure)
        where T : struct =>
        [.. Shown.Select(shown => new Measurement<T>(measure(shown.Value.Counts, shown.Value.Time), DestinationMeter.Tags(shown.Key.Destination, null)))];
}
