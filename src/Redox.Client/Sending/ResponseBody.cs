using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Redox.Client.Calls.Http;
using Redox.Client.Models;

namespace Redox.Client.Sending;

/// <summary>
/// The meaning of a body, whatever its shape: <c>Meta</c> with or without errors, <c>errorDetail</c>, plain text, an HTML page, nothing.
/// Text that is not JSON is described by its kind and never quoted.
/// </summary>
internal readonly record struct ResponseBody(Meta? Meta, IReadOnlyList<MessageError> Errors, string Kind)
{
    /// <summary>The whole body, when it is an object with a <c>Meta</c>.</summary>
    public RedoxMessage? Message { get; init; }

    public static ResponseBody Of(RedoxMessage message, ReadOnlySpan<byte> utf8Json) =>
        new(message.Meta, ResponseErrors.Of(message, utf8Json), "Meta") { Message = message };

    public static ResponseBody Read(in ApiResponse answer) => Read(answer, answer.Body.Span);

    // A gateway may write Latin-1. A failure can be understood in spite of a broken letter; a success is not accepted, since a name in it may be broken.
    private static ResponseBody ReadOtherEncoding(in ApiResponse answer)
    {
        var body = Read(answer, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer.Body.Span)));
        return body.Meta is null || body.Errors.Count > 0 || !answer.IsSuccess ? body : new(null, [], "text that is not UTF-8");
    }

    private static ResponseBody Read(in ApiResponse answer, ReadOnlySpan<byte> text)
    {
        try
        {
            return Of(RedoxJson.Parse<UnknownMessage>(text), text);
        }
        catch (RedoxPayloadException)
        {
            return answer.IsBroken ? new(null, [], "a body that is cut off, does not end in time or cannot be decoded") : Utf8.IsValid(text) ? ReadForeign(text, answer.MediaType) : ReadOtherEncoding(answer);
        }
    }

    private static ResponseBody ReadForeign(ReadOnlySpan<byte> text, string? mediaType)
    {
        text = text.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return new(null, [], "an empty body");
        }

        try
        {
            return new(null, ResponseErrors.In(text), text[0] == '{' ? "JSON without Meta" : "JSON that is not an object");
        }
        catch (JsonException)
        {
            return new(null, [], mediaType switch
            {
                "text/html" => "an HTML page or plain text", // Redox labels its plain texts text/html.
                "text/plain" => "plain text",
                "application/json" => "broken JSON",
                _ => "something other than JSON",
            });
        }
    }
}
