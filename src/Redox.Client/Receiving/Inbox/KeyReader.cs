using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Finds the patient or the visit of a message that has not been read: one pass, without memory for the rest. What stands there in another form than documented makes a
/// <see cref="MessageKey.Barrier"/>, because it may be anybody's.
/// </summary>
internal static class KeyReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = PayloadReader.MaxDepth };

    public static MessageKey Patient(IncomingMessage envelope, IReadOnlyList<string> types) => Read(envelope, "Patient"u8, "Identifiers"u8, types);

    public static MessageKey Visit(IncomingMessage envelope) => Read(envelope, "Visit"u8, "VisitNumber"u8, null);

    private static MessageKey Read(IncomingMessage envelope, ReadOnlySpan<byte> part, ReadOnlySpan<byte> member, IReadOnlyList<string>? types)
    {
        if (envelope.Envelope is not { } message || message.Meta.EventType is "PatientMerge" or "VisitMerge")
        {
            return MessageKey.Barrier;
        }

        try
        {
            var reader = new Utf8JsonReader(PayloadReader.WithoutByteOrderMark(envelope.Delivery.Body.Span), Options);
            return !reader.Read() || !TryFind(ref reader, part, out var isThere) ? MessageKey.Barrier
                : !isThere ? MessageKey.Destination
                : reader.TokenType == JsonTokenType.Null ? MessageKey.Destination
                : reader.TokenType != JsonTokenType.StartObject || !TryFind(ref reader, member, out isThere) ? MessageKey.Barrier
                : !isThere || reader.TokenType == JsonTokenType.Null ? MessageKey.Destination
                : types is null ? Number(ref reader)
                : Identifier(ref reader, types);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return MessageKey.Barrier; // Half a pair of surrogates, which no text can hold.
        }
    }

    private static MessageKey Number(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? MessageKey.Barrier
        : reader.GetString() is { Length: > 0 } number ? new MessageKey("visit " + number)
        : MessageKey.Destination;

    private static MessageKey Identifier(ref Utf8JsonReader reader, IReadOnlyList<string> types)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return MessageKey.Barrier;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return MessageKey.Barrier;
            }

            string? id = null, type = null;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var (isId, isType) = (reader.ValueTextEquals("ID"u8), reader.ValueTextEquals("IDType"u8));
                reader.Read();
                if ((isId || isType) && reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                {
                    return MessageKey.Barrier;
                }

                (id, type) = (isId ? reader.GetString() : id, isType ? reader.GetString() : type);
                reader.Skip();
            }

            if (type is not null && types.Contains(type, StringComparer.Ordinal) && id is { Length: > 0 })
            {
                return new MessageKey($"patient {type} {id}");
            }
        }

        return MessageKey.Destination;
    }

    // Leaves the reader at the value of the member. False when it is there twice, or as good as there: in another case of its name.
    private static bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out bool isThere)
    {
        var found = reader;
        var depth = reader.CurrentDepth;
        isThere = false;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            var isExact = reader.ValueTextEquals(name);
            if (isExact ? isThere : IsNearly(ref reader, name))
            {
                return false;
            }

            reader.Read();
            if (isExact)
            {
                found = reader;
                isThere = true;
            }

            reader.Skip();
        }

        reader = found;
        return true;
    }

    private static bool IsNearly(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.ValueIsEscaped || reader.ValueSpan.Length != name.Length)
        {
            return reader.ValueIsEscaped && System.Text.Encoding.UTF8.GetString(name).Equals(reader.GetString(), StringComparison.OrdinalIgnoreCase);
        }

        return System.Text.Ascii.EqualsIgnoreCase(reader.ValueSpan, name);
    }
}
