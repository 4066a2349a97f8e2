using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Serialization;

/// <summary>
/// Finds out what a payload is before it is read: looks only at the first <c>Meta</c> that is an object.
/// If it is not a message, nothing is found, and reading it then says why.
/// </summary>
internal static class MetaPeek
{
    private const int MaxTokens = 20_000;

    /// <summary>Whether the value of the member at the reader's position is not much larger than any <c>Meta</c> from Redox.</summary>
    internal static bool IsShort(Utf8JsonReader reader)
    {
        reader.Read();
        var depth = reader.CurrentDepth;
        for (var tokens = 0; tokens < MaxTokens; tokens++)
        {
            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return true; // At its end, or all of it read.
            }

            reader.Read();
        }

        return false;
    }

    /// <summary>Only the names of the event from the <c>Meta</c> at the reader's position.</summary>
    internal static Meta NamesOf(Utf8JsonReader reader)
    {
        reader.Read();
        var (dataModel, eventType) = reader.TokenType == JsonTokenType.StartObject ? ReadMeta(ref reader) : default;
        return new Meta { DataModel = dataModel, EventType = eventType };
    }

    internal static (string? DataModel, string? EventType) Read(ReadOnlySpan<byte> payload, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(payload, options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMeta = MemberName.Of(in reader).SequenceEqual("Meta"u8);
            reader.Read();
            if (isMeta && reader.TokenType == JsonTokenType.StartObject)
            {
                return ReadMeta(ref reader);
            }

            reader.Skip();
        }

        return default;
    }

    private static (string? DataModel, string? EventType) ReadMeta(ref Utf8JsonReader reader)
    {
        string? dataModel = null;
        string? eventType = null;
        while ((dataModel is null || eventType is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = MemberName.Of(in reader).SequenceEqual("DataModel"u8);
            var isEvent = MemberName.Of(in reader).SequenceEqual("EventType"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && (isModel || isEvent) && EventName.TryGet(in reader, out var text))
            {
                (dataModel, eventType) = isModel ? (text, eventType) : (dataModel, text);
            }
            else
            {
                reader.Skip();
            }
        }

        return (dataModel, eventType);
    }
}
