using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Redox.Client.Tests.Setup;

/// <summary>Hears every trace and every measurement of the process, as text, until it is disposed.</summary>
internal sealed class TelemetryListener : IDisposable
{
    private readonly Action<string, string> _heard;
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    /// <param name="heard">Takes what it is, <c>trace</c> or <c>metric</c>, and its text.</param>
    public TelemetryListener(Action<string, string> heard)
    {
        _heard = heard;
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Hear,
        };
        ActivitySource.AddActivityListener(_activities);

        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>(Hear);
        _meters.SetMeasurementEventCallback<int>(Hear);
        _meters.SetMeasurementEventCallback<double>(Hear);
        _meters.Start();
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private void Hear(Activity activity) => _heard(
        "trace",
        $"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {Text(activity.TagObjects)} {Text(activity.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value)))}"
        + string.Concat(activity.Events.Select(item => $"{item.Name} {Text(item.Tags)}")));

    private void Hear<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        _heard("metric", $"{instrument.Meter.Name} {instrument.Name} {Text(tags.ToArray())} {value}");
}
