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
    /// <summary>The whole body, when it is an object with a <c>Meta</c>.</summary>
    public RedoxMessage? Message { get; init; }

    private const string ErrorDetail = "errorDetail";
    private static readonly int ErrorsIndex = Meta.Shape.IndexOf(nameof(Models.Meta.Errors));

    /// <summary>
    /// What a message says: its errors, beside its <c>Meta</c> too. In a form that nobody has met yet they are errors all the same: never take a failure
    /// for success.
    /// </summary>
    public static AnswerBody Of(RedoxMessage message)
    {
        var meta = message.Meta;
        IReadOnlyList<MessageError> errors = meta.Errors.Count == 0 && meta.IsOdd(ErrorsIndex) ? [new MessageError()] : meta.Errors;
        return new(meta, WithDetail(errors, message.AdditionalProperties.GetValueOrDefault(ErrorDetail)), "Meta") { Message = message };
    }

    public static AnswerBody Read(in HttpAnswer answer)
    {
        try
        {
            return Of(RedoxJson.Parse<UnknownMessage>(answer.Body.Span));
        }
        catch (RedoxPayloadException)
        {
            return ReadForeign(answer);
        }
    }

    // One production client met this member in failures; where it occurs is not documented.
    private static IReadOnlyList<MessageError> WithDetail(IReadOnlyList<MessageError> errors, JsonElement detail) => detail.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => errors,
        JsonValueKind.String => [.. errors, new MessageError { Text = detail.GetString() }],
        _ => [.. errors, new MessageError()],
    };

    private static AnswerBody ReadForeign(in HttpAnswer answer)
    {
        if (answer.Body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new(null, [], "an empty body");
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(null, WithDetail([], document.RootElement.TryGetProperty(ErrorDetail, out var detail) ? detail : default), "JSON without Meta")
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
}
