using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>
/// What a body says, whatever its shape: <c>Meta</c> with or without errors, <c>errorDetail</c>, plain text, an HTML page, nothing.
/// Text that is not JSON is described by its kind and never quoted.
/// </summary>
internal readonly record struct AnswerBody(Meta? Meta, IReadOnlyList<MessageError> Errors, string Kind)
{
    public static AnswerBody Read(in HttpAnswer answer)
    {
        if (answer.Body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new(null, [], "an empty body");
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : new(null, [], "JSON that is not an object");
        }
        catch (JsonException)
        {
            return new(null, [], answer.MediaType switch
            {
                "text/html" => "an HTML page or plain text", // Redox labels its plain texts text/html.
                "text/plain" => "plain text",
                "application/json" => "broken JSON",
                _ => "something other than JSON",
            });
        }
    }

    private static AnswerBody Read(JsonElement root)
    {
        var meta = AnswerMeta.Read(root);
        IReadOnlyList<MessageError> errors = meta?.Errors ?? [];

        // One production client met this member in failures; where it occurs is not documented.
        if (root.TryGetProperty("errorDetail", out var detail) && detail.ValueKind == JsonValueKind.String)
        {
            errors = [.. errors, new MessageError { Text = detail.GetString() }];
        }

        return new(meta, errors, meta is null ? "JSON without Meta" : "Meta");
    }
}
