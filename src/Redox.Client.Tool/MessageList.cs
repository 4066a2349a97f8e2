using System.Text.Json;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Tool;

/// <summary>Finds the messages in a text: one object, a list of objects, or several of them one after the other (NDJSON is that, a line for each).</summary>
internal static class MessageList
{
    /// <param name="text">The text. Whether each message is one that the fake can use is not its concern.</param>
    /// <param name="source">The name of the text, for errors; empty if there is only one.</param>
    /// <returns>The JSON of each message, with its place in front of an error.</returns>
    /// <exception cref="HostException">The text is not JSON, or has no message.</exception>
    public static IReadOnlyList<(ReadOnlyMemory<byte> Json, string Place)> Read(ReadOnlyMemory<byte> text, string source)
    {
        text = ByteOrderMark.Skip(text);
        var messages = new List<(ReadOnlyMemory<byte>, string)>();
        var reader = new Utf8JsonReader(text.Span, new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                var line = 1 + text.Span[..(int)reader.TokenStartIndex].Count((byte)'\n');
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    ReadList(ref reader, text, messages, element => Place(source, $"line {line}, element {element}"));
                }
                else
                {
                    messages.Add((Value(ref reader, text), Place(source, $"line {line}")));
                }
            }
        }
        catch (JsonException exception)
        {
            throw new HostException($"{Place(source, $"line {exception.LineNumber + 1}")}This cannot be read as JSON, from byte {exception.BytePositionInLine + 1} of the line.");
        }

        return messages.Count > 0 || text.Span.ContainsAnyExcept(" \t\r\n"u8)
            ? messages
            : throw new HostException($"{Place(source, "")}There is nothing in it. Give an event as a JSON object, a list of events, or one event after the other.");
    }

    private static void ReadList(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, List<(ReadOnlyMemory<byte>, string)> messages, Func<int, string> place)
    {
        for (var element = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; element++)
        {
            messages.Add((Value(ref reader, text), place(element)));
        }
    }

    private static ReadOnlyMemory<byte> Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return text[start..(int)reader.BytesConsumed];
    }

    private static string Place(string source, string part) => (source, part) switch
    {
        ("", "") => "",
        ("", _) => $"{char.ToUpperInvariant(part[0])}{part[1..]}: ",
        (_, "") => $"{source}: ",
        _ => $"{source}, {part}: ",
    };
}
