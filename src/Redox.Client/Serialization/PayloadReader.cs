using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Redox.Client.Serialization;

/// <summary>Reads one whole payload: checks that it is one JSON object in UTF-8 with a <c>Meta</c>, and nothing after it.</summary>
internal static class PayloadReader
{
    internal const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    internal static RedoxMessage Read(ReadOnlySpan<byte> payload, IssueLog? issues)
    {
        payload = Utf8Text(payload);
        try
        {
            var (dataModel, eventType) = MetaPeek.Read(payload, Options);
            var message = ReadObject(payload, issues, ReaderFor(dataModel, eventType));
            if (message.Meta.DataModel == dataModel && message.Meta.EventType == eventType)
            {
                return message;
            }

            // Of two members with the same name the last one wins, and here it names another event.
            issues?.Clear();
            return ReadObject(payload, issues, ReaderFor(message.Meta.DataModel, message.Meta.EventType));
        }
        catch (JsonException e)
        {
            throw NoJson(e);
        }
    }

    /// <summary>Reads only <c>Meta</c> and skips everything else, which uses no memory. A text that is not a message fails as when it is read as a whole.</summary>
    internal static UnknownMessage ReadEnvelope(ReadOnlySpan<byte> payload)
    {
        payload = Utf8Text(payload);
        try
        {
            return (UnknownMessage)ReadObject(payload, null, static (ref reader, _) => UnknownMessage.ReadEnvelope(ref reader));
        }
        catch (JsonException e)
        {
            throw NoJson(e);
        }
    }

    internal static TMessage Read<TMessage>(ReadOnlySpan<byte> payload, IssueLog? issues)
        where TMessage : RedoxMessage, new()
    {
        payload = Utf8Text(payload);
        try
        {
            return (TMessage)ReadObject(payload, issues, Typed<TMessage>.Read);
        }
        catch (JsonException e)
        {
            throw NoJson(e);
        }
    }

    /// <summary>The same message as another of our types.</summary>
    internal static RedoxMessage ReadAs(MessageDefinition definition, RedoxMessage message)
    {
        using var json = WireBuffer.Of(message);
        var reader = new Utf8JsonReader(json.Written, MemberScan.Options);
        reader.Read();
        return definition.Read(ref reader, issues: null);
    }

    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> payload) => payload.StartsWith("\uFEFF"u8) ? payload[3..] : payload;

    private static ReadOnlySpan<byte> Utf8Text(ReadOnlySpan<byte> payload) => Utf8.IsValid(payload)
        ? WithoutByteOrderMark(payload)
        : throw NoUtf8(payload);

    private static RedoxMessage ReadObject(ReadOnlySpan<byte> payload, IssueLog? issues, MessageDefinition.Reader read)
    {
        var reader = new Utf8JsonReader(payload, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new RedoxPayloadException("The text is JSON, but not an object. A message is one JSON object with a 'Meta' member.");
        }

        var message = read(ref reader, issues);

        // Throws when anything but white space follows.
        reader.Read();
        return message.HasMeta
            ? message
            : throw new RedoxPayloadException("The object has no 'Meta' object, so it is not a message: 'Meta' names the data model and the event type.");
    }

    private static MessageDefinition.Reader ReaderFor(string? dataModel, string? eventType) =>
        MessageRegistry.Find(dataModel, eventType)?.Read ?? UnknownMessage.Read;

    private static RedoxPayloadException NoUtf8(ReadOnlySpan<byte> payload)
    {
        var before = payload[..IndexOfInvalid(payload)];
        return new RedoxPayloadException(
            $"The text is not UTF-8 from line {before.Count((byte)'\n') + 1}, byte {before.Length - before.LastIndexOf((byte)'\n')} of that line, on. "
            + "Messages are sent as UTF-8, whatever the sender's own encoding.");
    }

    private static int IndexOfInvalid(ReadOnlySpan<byte> text)
    {
        Span<char> unused = stackalloc char[512];
        var index = 0;
        int read;
        while (Utf8.ToUtf16(text[index..], unused, out read, out _, replaceInvalidSequences: false) == OperationStatus.DestinationTooSmall)
        {
            index += read;
        }

        return index + read;
    }

    // The reader's own exception text quotes the payload, which is a health record.
    private static RedoxPayloadException NoJson(JsonException e) => new(
        $"The text is not complete JSON, or is nested deeper than {MaxDepth} levels: the error is in line {e.LineNumber + 1}, at byte {e.BytePositionInLine + 1} of that line.");

    // Asked of an instance, so that callers' generic code needs no more than new().
    private static class Typed<TMessage>
        where TMessage : RedoxMessage, new()
    {
        public static readonly MessageDefinition.Reader Read = new TMessage().TypeReader;
    }
}
