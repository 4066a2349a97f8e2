using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Sending;

/// <summary>
/// Reads the <c>Meta</c> of an acknowledgement or of a failure. Tolerant: IDs come as strings and as numbers, and what has another shape is left out.
/// </summary>
internal static class AnswerMeta
{
    /// <summary>Null when there is no object <c>Meta</c>.</summary>
    public static Meta? Read(JsonElement root) => Member(root, "Meta") is { ValueKind: JsonValueKind.Object } meta
        ? new Meta
        {
            DataModel = Text(meta, "DataModel"),
            EventType = Text(meta, "EventType"),
            Source = Member(meta, "Source") is { ValueKind: JsonValueKind.Object } source ? System(source) : null,
            Destinations = List(meta, "Destinations", System),
            Logs = List(meta, "Logs", log => log.ValueKind == JsonValueKind.Object
                ? new LogReference { ID = Text(log, "ID"), AttemptID = Text(log, "AttemptID") }
                : null),
            Errors = List(meta, "Errors", Error),
        }
        : null;

    private static SystemReference? System(JsonElement system) => system.ValueKind == JsonValueKind.Object
        ? new SystemReference { ID = Text(system, "ID"), Name = Text(system, "Name") }
        : null;

    private static MessageError? Error(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object => new MessageError
        {
            ID = long.TryParse(Text(error, "ID"), out var id) ? id : null,
            Text = Text(error, "Text"),
            Type = Text(error, "Type"),
            Module = Text(error, "Module"),
        },
        JsonValueKind.String => new MessageError { Text = error.GetString() },
        _ => null,
    };

    private static T[] List<T>(JsonElement parent, string name, Func<JsonElement, T?> read)
        where T : class => Member(parent, name) switch
        {
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(read).OfType<T>()],
            { } single => read(single) is { } only ? [only] : [],
            null => [],
        };

    private static string? Text(JsonElement parent, string name) => Member(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static JsonElement? Member(JsonElement parent, string name) => parent.TryGetProperty(name, out var member) ? member : null;
}
