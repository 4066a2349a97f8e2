using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Redox.Client.Telemetry;

/// <summary>
/// The one source of traces, the one meter, and their names. Names that are not specific to Redox follow the semantic conventions of OpenTelemetry for HTTP clients.
/// They never include a value of a message, a token or a key.
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

    private static readonly string? Version = typeof(ClientTelemetry).Assembly.GetName().Version?.ToString(3);

    public static ActivitySource Source { get; } = new(Name, Version);

    public static Meter Meter { get; } = new(Name, Version);

    /// <summary>The error, with low cardinality: the status of a refusal, or else the full name of the exception's type.</summary>
    public static string ErrorOf(Exception exception) => exception is RedoxException { StatusCode: { } status } && (int)status >= 400
        ? ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : exception.GetType().FullName!;

    /// <summary>A log ID, if it is a UUID. Anything else is text from the other side and stays out of traces and logs.</summary>
    public static string? LogIdToShow(string? logId) => Guid.TryParseExact(logId, "D", out var id) ? id.ToString("D") : null;

    /// <summary>The same for a log line.</summary>
    public static string LogIdInLog(string? logId) => LogIdToShow(logId) ?? "unknown";

    /// <summary>Adds the status, if there was a response, and the error, if it failed.</summary>
    public static void AddOutcome(ref TagList tags, int? status, string? error)
    {
        if (status is { } code)
        {
            tags.Add(Status, code);
        }

        if (error is not null)
        {
            tags.Add(ErrorType, error);
        }
    }
}
