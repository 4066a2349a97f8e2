using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Journal;

namespace Redox.Client.Testing.Snapshots;

/// <summary>
/// Writes requests as text that is the same in every run and over both transports: a line for each request, the JSON of a message below it
/// with its members ordered by name. Bodies of token requests consist of secrets and are left out, as are all headers.
/// </summary>
internal sealed class SnapshotWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Scrubber _scrubber = new();

    public static string Write(IEnumerable<RequestRecord> requests)
    {
        var writer = new SnapshotWriter();
        return string.Join("\n", requests.Select(writer.Write));
    }

    private string Write(RequestRecord request)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{request.Method} {_scrubber.Scrub(request.Path)}");
        if (request.EventType is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" {request.DataModel}.{request.EventType}");
        }

        text.Append(": ").Append(request.Status?.ToString(CultureInfo.InvariantCulture) ?? "no response");
        if (request.Fault is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" [fault: {_scrubber.Scrub(request.Fault)}]");
        }

        text.Append('\n');

        // Without their texts, which contain times and IDs.
        foreach (var problem in request.Problems)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {problem.Kind}\n");
        }

        if (request.Route is { } route and not FakeRoute.Token)
        {
            text.Append(Body(request)).Append('\n');
        }

        return text.ToString();
    }

    private string Body(RequestRecord request)
    {
        if (request.BodyHash is not null)
        {
            return $"({request.BodyLength} bytes, SHA-256 {request.BodyHash})";
        }

        if (request.Json.ValueKind == JsonValueKind.Undefined)
        {
            return $"({request.BodyLength} bytes that are not a JSON object)";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            Write(json, request.Json);
        }

        return Encoding.UTF8.GetString(PlainJson.Of(buffer.WrittenMemory).Span);
    }

    private void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(_scrubber.Scrub(Text(value)));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is not text: written as in the body.
            return value.GetRawText();
        }
    }
}
