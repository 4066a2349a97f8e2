using System.Text.Encodings.Web;
using System.Text.Json;

namespace Redox.Client.Testing.Host;

/// <summary>A response of <c>/__redox</c>.</summary>
internal sealed record ControlReply(int Status, string ContentType, string Body)
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static ControlReply Done { get; } = Json(new { done = true });

    public static ControlReply Json(object value) => new(200, "application/json; charset=utf-8", JsonSerializer.Serialize(value, Written) + "\n");

    public static ControlReply Text(string text) => new(200, "text/plain; charset=utf-8", text + "\n");

    public static ControlReply Refused(int status, string error) => Json(new { error }) with { Status = status };
}
