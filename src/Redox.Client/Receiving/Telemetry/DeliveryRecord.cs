using System.Diagnostics;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Telemetry;

/// <summary>Traces and measures one request to a destination. The activity begins when the message is known, as a child of the web server's.</summary>
internal sealed class DeliveryRecord(string destination, TimeProvider time)
{
    private readonly long? _start = DestinationMeter.MeasuresDuration ? time.GetTimestamp() : null;
    private MessageDefinition? _message;
    private Activity? _activity;

    public void Read(IncomingMessage incoming)
    {
        _message = incoming.Definition;
        DestinationMeter.MessageRead(incoming);
        if (ClientTelemetry.Source.HasListeners())
        {
            _activity = ClientTelemetry.Source.StartActivity($"receive {_message?.ToString() ?? "unknown"}", ActivityKind.Consumer);
            _activity?.SetTag(ClientTelemetry.Operation, "receive")
                .SetTag(ClientTelemetry.Destination, DestinationName.Of(destination))
                .SetTag(ClientTelemetry.DataModel, _message?.DataModel)
                .SetTag(ClientTelemetry.EventType, _message?.EventType)
                .SetTag(ClientTelemetry.LogId, incoming.LogIdToShow);
        }
    }

    public void Ended(RedoxDestinationResponse reply) => End($"{reply.Outcome}", reply.StatusCode, reply.StatusCode >= 400 ? $"{reply.StatusCode}" : null);

    public void Broken(Exception exception) => End("Broken", status: null, ClientTelemetry.ErrorOf(exception));

    private void End(string outcome, int? status, string? error)
    {
        if (_start is { } start)
        {
            DestinationMeter.RequestEnded(destination, time.GetElapsedTime(start), outcome, status, _message);
        }

        if (_activity is { } activity)
        {
            activity.SetTag(ClientTelemetry.Outcome, outcome).SetTag(ClientTelemetry.Status, status).SetTag(ClientTelemetry.ErrorType, error);
            activity.SetStatus(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            activity.Dispose();
        }
    }
}
