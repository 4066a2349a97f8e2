using System.Diagnostics.Metrics;

namespace Redox.Client.Telemetry;

/// <summary>The metric of memory in flight.</summary>
internal static class MemoryMeter
{
    private static readonly UpDownCounter<long> InFlight = ClientTelemetry.Meter.CreateUpDownCounter<long>(
        "redox.memory.in_flight", "By", "The weight of messages and responses that are being read or handled, which MaxMemoryInFlight limits.");

    public static void Changed(long weight)
    {
        if (InFlight.Enabled)
        {
            InFlight.Add(weight);
        }
    }
}
