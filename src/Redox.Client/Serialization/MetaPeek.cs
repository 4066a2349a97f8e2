using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Serialization;

/// <summary>
/// Finds out what a payload is before it is read: looks at the first <c>Meta</c> that is an object, and no further.
/// Where it is no message, nothing is found and the reading that follows says why.
/// </summary>
internal static class MetaPeek
{
    private const int MaxTokens = 20_000;

    /// <summary>Whether the value of the member that the reader stands on has no more in it than any <c>Meta</c> of Redox, by far.</summary>
    internal static bool IsShort(Utf8JsonReader reader)
    {
        reader.Read();
        var depth = reader.CurrentDepth;
        for (var tokens = 0; tokens < MaxTokens; tokens++)
        {
            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return true; // Its end, or all of it.
            }

            reader.Read();
        }

        return false;
    }

    /// <summary>The names of the event, and nothing else of a <c>Meta</c> that the reader stands on.</summary>
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
