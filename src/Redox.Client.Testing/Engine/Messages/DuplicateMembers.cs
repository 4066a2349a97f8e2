using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Members that an object has more than once. The last one counts, as in JavaScript; the journal names them all, because the sender hardly meant to send them.</summary>
internal static class DuplicateMembers
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>Reports the repeated members of a message.</summary>
    /// <returns>The message with the last of each; the same message if nothing is repeated.</returns>
    [Follows(Ledger.MessageDuplicateMember)]
    public static JsonElement Report(JsonElement message, RequestRecord entry)
    {
        if (HasEachOnce(message))
        {
            return message;
        }

        var repeated = new List<string>();
        Find(message, "", repeated);
        if (repeated.Count == 0)
        {
            return message;
        }

        entry.RestOn(Ledger.MessageDuplicateMember);
        foreach (var path in repeated)
        {
            entry.Report(RequestProblemKind.MemberDuplicate, $"{path}: stands there more than once; the last one counts. Send it once.");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
        {
            WriteLast(message, writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    // The parser is faster than the search for paths, which few messages need.
    private static bool HasEachOnce(JsonElement message)
    {
        try
        {
            JsonElement.Parse(JsonMarshal.GetRawUtf8Value(message), Once);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void Find(JsonElement value, string path, List<string> repeated)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (position, item) in value.EnumerateArray().Index())
            {
                Find(item, $"{path}[{position}]", repeated);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            var told = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in value.EnumerateObject())
            {
                // Half of a surrogate pair is not a name.
                if (JsonParts.NameOf(member) is not { } name)
                {
                    continue;
                }

                var place = path.Length == 0 ? name : $"{path}.{name}";
                if (!names.Add(name) && told.Add(name))
                {
                    repeated.Add(place);
                }

                Find(member.Value, place, repeated);
            }
        }
    }

    private static void WriteLast(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var last = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    if (JsonParts.NameOf(member) is { } name)
                    {
                        last[name] = member.Value;
                    }
                }

                foreach (var (name, member) in last)
                {
                    writer.WritePropertyName(name);
                    WriteLast(member, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteLast(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                // As received: half of a surrogate pair in text is no reason to fail.
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }
}
