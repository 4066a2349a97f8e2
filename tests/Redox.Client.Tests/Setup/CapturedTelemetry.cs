using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Redox.Client.Tests.Setup;

/// <summary>Everything that any library in this process traces or measures while it listens: ours, System.Net.Http's and Polly's.</summary>
internal sealed class CapturedTelemetry : IDisposable
{
    private readonly ConcurrentQueue<string> _captured = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public CapturedTelemetry()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Capture,
        };
        ActivitySource.AddActivityListener(_activities);

        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>(Capture);
        _meters.SetMeasurementEventCallback<int>(Capture);
        _meters.SetMeasurementEventCallback<double>(Capture);
        _meters.Start();
    }

    public override string ToString() => string.Join('\n', _captured);

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    internal static string Text(Activity activity) =>
        $"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {Text(activity.TagObjects)} {Text(activity.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value)))}"
        + string.Concat(activity.Events.Select(item => $"{item.Name} {Text(item.Tags)}"));

    internal static string Text(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => $"{instrument.Meter.Name} {instrument.Name} {Text(tags.ToArray())}";

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private void Capture(Activity activity) => _captured.Enqueue(Text(activity));

    private void Capture<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        _captured.Enqueue($"{Text(instrument, tags)} {value}");
}
