using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Gauges of the inboxes that this process handles. They are only queried when there are listeners.</summary>
internal static class InboxGauges
{
    private static readonly ConcurrentDictionary<DestinationInbox, TimeProvider> Watched = [];

    static InboxGauges()
    {
        ClientTelemetry.Meter.CreateObservableGauge("redox.inbox.waiting", () => Observe<long>((inbox, destination, _) => inbox.CountWaiting(destination)), "{message}", "Messages that wait for their handler, including retries.");
        ClientTelemetry.Meter.CreateObservableGauge("redox.inbox.parked", () => Observe<long>((inbox, destination, _) => inbox.CountParked(destination)), "{message}", "Messages that are parked.");
        ClientTelemetry.Meter.CreateObservableGauge("redox.inbox.oldest_age", () => Observe<double>(Age), "s", "Time since the oldest waiting message was received; 0 when none is waiting.");
    }

    public static void Watch(DestinationInbox inbox, TimeProvider time) => Watched[inbox] = time;

    public static void Forget(DestinationInbox inbox) => Watched.TryRemove(inbox, out _);

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
