using System.Text.Encodings.Web;
using System.Text.Json;

namespace Redox.Client.Tool.Control;

/// <summary>A response of <c>/__redox</c>.</summary>
internal sealed record ControlResponse(int Status, string ContentType, string Body)
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static ControlResponse Done { get; } = Json(new { done = true });

    /// <summary>Until the seeds are loaded.</summary>
    public static ControlResponse Starting { get; } = Refused(503, "The fake is starting.") with { Headers = [new("Retry-After", "1")] };

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static ControlResponse Json(object value) => new(200, "application/json; charset=utf-8", JsonSerializer.Serialize(value, Written) + "\n");

    public static ControlResponse Text(string text) => new(200, "text/plain; charset=utf-8", text + "\n");

    public static ControlResponse Refused(int status, string error) => Json(new { error }) with { Status = status };
}
