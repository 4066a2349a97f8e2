using System.Buffers;
using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Receiving;

/// <summary>The replies that are no answer of a handler. No text of theirs holds a value of a request.</summary>
internal static class Replies
{
    public static readonly RedoxReply Handled = new(RedoxOutcome.Handled, 200);
    public static readonly RedoxReply Stored = new(RedoxOutcome.Stored, 200);
    public static readonly RedoxReply Duplicate = new(RedoxOutcome.Duplicate, 200);
    public static readonly RedoxReply FallbackAccepted = new(RedoxOutcome.FallbackAccepted, 200);
    public static readonly RedoxReply Unverified = Problem(RedoxOutcome.Unverified, 401, "Unauthorized", "The request does not prove that Redox sent it.");
    public static readonly RedoxReply MethodNotAllowed = Problem(RedoxOutcome.Unsupported, 405, "Method Not Allowed", "Use POST, or GET to verify the destination.", "GET, POST");
    public static readonly RedoxReply GetNotAllowed = Problem(RedoxOutcome.Unsupported, 405, "Method Not Allowed", "Use POST, to verify the destination too.", "POST");
    public static readonly RedoxReply NoHandshake = Problem(RedoxOutcome.Unsupported, 400, "Bad Request", "GET is for the verification of the destination and needs a challenge.");
    public static readonly RedoxReply UnsupportedContent = Problem(RedoxOutcome.Unsupported, 415, "Unsupported Media Type", "Send JSON in UTF-8, without a content encoding.");
    public static readonly RedoxReply TooLarge = Problem(RedoxOutcome.TooLarge, 413, "Content Too Large", "The body is larger than this destination takes.");
    public static readonly RedoxReply TooManyValues = UnhandledAs(501, "The message has more values than this destination reads.");
    public static readonly RedoxReply Busy = Problem(
        RedoxOutcome.Busy, 503, "Service Unavailable", "There is too much in memory at present. Deliver the message again.", retryAfter: TimeSpan.FromSeconds(5));
    public static readonly RedoxReply TooSlow = Problem(
        RedoxOutcome.Busy, 503, "Service Unavailable", "The body came too slowly while others waited for memory. Deliver the message again.", retryAfter: TimeSpan.FromSeconds(5));
    public static readonly RedoxReply Unreadable = UnreadableAs(400);
    public static readonly RedoxReply Failed = Problem(RedoxOutcome.Failed, 500, "Internal Server Error", "The message was not handled. Deliver it again.");

    public static RedoxReply UnreadableAs(int status) => Problem(RedoxOutcome.Unreadable, status, "Unreadable", "The body is no Redox message.");

    public static RedoxReply UnhandledAs(int status, string detail = "This destination does not handle messages of this kind.") =>
        Problem(RedoxOutcome.Unhandled, status, "Unhandled", detail);

    /// <summary>
    /// A failed query in Redox's own shape of errors, from which the requester is told. Data model and event type are those of the query, as recorded of Redox.
    /// </summary>
    public static RedoxReply QueryFailure(RedoxOutcome outcome, int status, MessageDefinition query, string text)
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
        return new RedoxReply(outcome, status) { ContentType = "application/json", Body = RedoxJson.SerializeToUtf8Bytes(failure) };
    }

    // RFC 9457 section 3.
    private static RedoxReply Problem(RedoxOutcome outcome, int status, string title, string detail, string? allow = null, TimeSpan? retryAfter = null)
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

        return new RedoxReply(outcome, status) { ContentType = "application/problem+json", Body = body.WrittenMemory, Allow = allow, RetryAfter = retryAfter };
    }
}
