using System.Diagnostics;
using Redox.Client.Telemetry;

namespace Redox.Client.Calls;

/// <summary>Traces and measures one call. Costs nothing without listeners.</summary>
internal readonly struct CallRecord
{
    private readonly CallProgress _progress;
    private readonly Uri _server;
    private readonly TimeProvider _time;
    private readonly Activity? _activity;
    private readonly long? _start;

    public CallRecord(CallProgress progress, Uri server, TimeProvider time)
    {
        (_progress, _server, _time) = (progress, server, time);
        _start = CallMeter.MeasuresDuration ? time.GetTimestamp() : null;
        _activity = ClientTelemetry.Source.HasListeners() ? Start(progress.Operation, server) : null;
    }

    public void Succeeded<TResult>(int status, Operation<TResult> operation, TResult result)
    {
        Measure(status, error: null);
        if (_activity is { } activity)
        {
            Describe(activity, status, operation.LogIdsOf(result));
            activity.Dispose();
        }
    }

    public void Failed(Exception exception)
    {
        var failure = exception as RedoxException;
        var (status, error) = ((int?)failure?.StatusCode, ClientTelemetry.ErrorOf(exception));
        Measure(status, error);
        if (_activity is { } activity)
        {
            Describe(activity, status, failure?.LogIds ?? []);
            activity.SetTag(ClientTelemetry.ErrorType, error);
            activity.SetTag(ClientTelemetry.Delivery, (failure?.Delivery ?? _progress.Delivery).ToString());
            activity.SetStatus(ActivityStatusCode.Error);
            activity.Dispose();
        }
    }

    private static Activity? Start(Operation operation, Uri server)
    {
        var activity = ClientTelemetry.Source.StartActivity(operation.ActivityName, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            foreach (var (name, value) in CallMeter.Tags(operation))
            {
                activity.SetTag(name, value);
            }

            activity.SetTag(ClientTelemetry.Method, operation.Method.Method);
            activity.SetTag(ClientTelemetry.Server, server.Host);
            activity.SetTag(ClientTelemetry.Port, server.Port);
        }

        return activity;
    }

    private void Describe(Activity activity, int? status, IEnumerable<string?> logIds)
    {
        activity.SetTag(ClientTelemetry.Status, status);
        activity.SetTag(ClientTelemetry.TraceId, _progress.TraceId);
        activity.SetTag(ClientTelemetry.Resends, _progress.Requests > 1 ? _progress.Requests - 1 : null);
        activity.SetTag(ClientTelemetry.LogId, string.Join(',', logIds.Select(ClientTelemetry.LogIdToShow).OfType<string>()) is { Length: > 0 } ids ? ids : null);
    }

    private void Measure(int? status, string? error)
    {
        if (_start is { } start)
        {
            CallMeter.CallEnded(_progress.Operation, _server, _time.GetElapsedTime(start), status, error);
        }
    }
}
