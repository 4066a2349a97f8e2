using System.Buffers;
using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Receiving;

/// <summary>The responses that do not come from a handler. None of their texts contains a value from a request.</summary>
internal static class DestinationResponses
{
    public static readonly RedoxDestinationResponse Handled = new(RedoxDestinationOutcome.Handled, 200);
    public static readonly RedoxDestinationResponse Stored = new(RedoxDestinationOutcome.Stored, 200);
    public static readonly RedoxDestinationResponse Duplicate = new(RedoxDestinationOutcome.Duplicate, 200);
    public static readonly RedoxDestinationResponse FallbackAccepted = new(RedoxDestinationOutcome.FallbackAccepted, 200);
    public static readonly RedoxDestinationResponse Unverified = Problem(RedoxDestinationOutcome.Unverified, 401, "Unauthorized", "The request does not prove that Redox sent it.");
    public static readonly RedoxDestinationResponse MethodNotAllowed = Problem(RedoxDestinationOutcome.Unsupported, 405, "Method Not Allowed", "Use POST, or GET to verify the destination.", "GET, POST");
    public static readonly RedoxDestinationResponse GetNotAllowed = Problem(RedoxDestinationOutcome.Unsupported, 405, "Method Not Allowed", "Use POST, also to verify the destination.", "POST");
    public static readonly RedoxDestinationResponse NoHandshake = Problem(RedoxDestinationOutcome.Unsupported, 400, "Bad Request", "GET is for verifying the destination and needs a challenge.");
    public static readonly RedoxDestinationResponse UnsupportedContent = Problem(RedoxDestinationOutcome.Unsupported, 415, "Unsupported Media Type", "Send JSON in UTF-8, without a content encoding.");
    public static readonly RedoxDestinationResponse TooLarge = Problem(RedoxDestinationOutcome.TooLarge, 413, "Content Too Large", "The body is larger than this destination takes.");
    public static readonly RedoxDestinationResponse TooManyValues = UnhandledAs(501, "The message has more values than this destination reads.");
    public static readonly RedoxDestinationResponse Busy = Problem(
        RedoxDestinationOutcome.Busy, 503, "Service Unavailable", "Too much memory is in use at present. Deliver the message again.", retryAfter: TimeSpan.FromSeconds(5));
    public static readonly RedoxDestinationResponse TooSlow = Problem(
        RedoxDestinationOutcome.Busy, 503, "Service Unavailable", "The body arrived too slowly while others waited for memory. Deliver the message again.", retryAfter: TimeSpan.FromSeconds(5));
    public static readonly RedoxDestinationResponse Unreadable = UnreadableAs(400);
    public static readonly RedoxDestinationResponse Failed = Problem(RedoxDestinationOutcome.Failed, 500, "Internal Server Error", "The message was not handled. Deliver it again.");

    public static RedoxDestinationResponse UnreadableAs(int status) => Problem(RedoxDestinationOutcome.Unreadable, status, "Unreadable", "The body is not a Redox message.");

    public static RedoxDestinationResponse UnhandledAs(int status, string detail = "This destination does not handle messages of this kind.") =>
        Problem(RedoxDestinationOutcome.Unhandled, status, "Unhandled", detail);

    /// <summary>
    /// A failed query in Redox's own error format, which is passed to the requester. Data model and event type are those of the query, as recorded from Redox.
    /// </summary>
    public static RedoxDestinationResponse QueryFailure(RedoxDestinationOutcome outcome, int status, MessageDefinition query, string text)
    {
        var failure = new UnknownMessage
        {
            Meta = new Meta
            {
                DataModel = query.DataModel,
                EventType = query.EventType,
                Errors = [new MessageError { Text = text, Type = "query", Module = "Send" }],
            },
        };
        return new RedoxDestinationResponse(outcome, status) { ContentType = "application/json", Body = RedoxJson.SerializeToUtf8Bytes(failure) };
    }

    // RFC 9457 section 3.
    private static RedoxDestinationResponse Problem(RedoxDestinationOutcome outcome, int status, string title, string detail, string? allow = null, TimeSpan? retryAfter = null)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("title"u8, title);
            writer.WriteNumber("status"u8, status);
            writer.WriteString("detail"u8, detail);
            writer.WriteEndObject();
        }

        return new RedoxDestinationResponse(outcome, status) { ContentType = "application/problem+json", Body = body.WrittenMemory, Allow = allow, RetryAfter = retryAfter };
    }
}
