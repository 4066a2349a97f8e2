using System.Diagnostics;

namespace Redox.Client.Telemetry;

/// <summary>
/// The names of traces and metrics. What is not Redox's own follows the semantic conventions of OpenTelemetry for HTTP clients.
/// No value of a message, no token and no key is ever among them.
/// </summary>
internal static class ClientTelemetry
{
    public const string Name = "Redox.Client";
    public const string Operation = "redox.operation";
    public const string DataModel = "redox.data_model";
    public const string EventType = "redox.event_type";
    public const string TraceId = "redox.trace_id";
    public const string LogId = "redox.log_id";
    public const string Delivery = "redox.delivery";
    public const string Destination = "redox.destination";
    public const string Outcome = "redox.outcome";
    public const string ErrorType = "error.type";
    public const string Method = "http.request.method";
    public const string Status = "http.response.status_code";
    public const string Resends = "http.request.resend_count";
    public const string Server = "server.address";
    public const string Port = "server.port";

    public static string? Version { get; } = typeof(ClientTelemetry).Assembly.GetName().Version?.ToString(3);

    /// <summary>What went wrong, in few different values: the status of a refusal, else the full name of the exception's type.</summary>
    public static string ErrorOf(Exception exception) => exception is RedoxException { StatusCode: { } status } && (int)status >= 400
        ? ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : exception.GetType().FullName!;

    /// <summary>The ID of a log where it is one, which is a UUID. Anything else is text of the other side and stays out of traces and logs.</summary>
    public static string? LogIdToShow(string? logId) => Guid.TryParseExact(logId, "D", out var id) ? id.ToString("D") : null;

    public static TagList Tags(CallLabels call)
    {
        TagList tags = new() { { Operation, call.Operation } };
        if (call.Definition is { } message)
        {
            tags.Add(DataModel, message.DataModel);
            tags.Add(EventType, message.EventType);
        }

        return tags;
    }
}
