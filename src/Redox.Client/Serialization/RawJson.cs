using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Redox.Client.Serialization;

/// <summary>Keeps JSON as it was read, and writes it byte for byte.</summary>
internal static class RawJson
{
    internal static readonly JsonElement Null = Parsed("null"u8);

    /// <summary>Takes the value at the reader's position.</summary>
    /// <exception cref="JsonException">It is not UTF-8. Payloads are checked as a whole; an application's own readers are not checked before.</exception>
    internal static JsonElement Read(ref Utf8JsonReader reader)
    {
        var element = JsonElement.ParseValue(ref reader);
        if (!Utf8.IsValid(JsonMarshal.GetRawUtf8Value(element)))
        {
            throw new JsonException("The text is not UTF-8.");
        }

        var options = reader.CurrentState.Options;
        return options.AllowTrailingCommas || options.CommentHandling != JsonCommentHandling.Disallow ? Rewritten(element) : element;
    }

    /// <summary>An independent copy of an element from an application.</summary>
    internal static JsonElement Copy(JsonElement element) => IsStrict(JsonMarshal.GetRawUtf8Value(element)) ? element.Clone() : Rewritten(element);

    // The element was parsed before: it need not be checked again.
    internal static void Write(Utf8JsonWriter writer, JsonElement element) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);

    /// <summary>Writes a member whose name may contain half a surrogate pair. The writer cannot write such names, so name and value are written as one value.</summary>
    internal static void WriteMember(Utf8JsonWriter writer, LooseMember member)
    {
        if (writer.Options.SkipValidation)
        {
            WriteMember(writer, member.EscapedName, JsonMarshal.GetRawUtf8Value(member.Value));
            return;
        }

        // An application's own writer tracks names and values: it gets the nearest name that it can write.
        writer.WritePropertyName(member.Name);
        Write(writer, member.Value);
    }

    /// <summary>Writes a member to a writer of <see cref="WireForm.WriterOptions"/>.</summary>
    internal static void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> escapedName, ReadOnlySpan<byte> value) =>
        writer.WriteRawValue([(byte)'"', .. escapedName, (byte)'"', (byte)':', .. value], skipInputValidation: true);

    /// <summary>A list with one more item. A value in place of a list becomes its first item.</summary>
    internal static JsonElement Appended(JsonElement list, object item) => List(writer =>
    {
        foreach (var present in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [list])
        {
            Write(writer, present);
        }

        if (item is RedoxObject value)
        {
            MemberWriter.Write(writer, value);
        }
        else if (item.ToString() is { } text && SurrogateHalves.AreIn(text))
        {
            SurrogateHalves.Write(writer, text);
        }
        else
        {
            writer.WriteStringValue(item.ToString());
        }
    });

    internal static JsonElement List(Action<Utf8JsonWriter> writeItems)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireForm.WriterOptions))
        {
            writer.WriteStartArray();
            writeItems(writer);
            writer.WriteEndArray();
        }

        return Parsed(buffer.WrittenSpan);
    }

    // An element keeps the comments and trailing commas of its text, which must not be sent.
    private static JsonElement Rewritten(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireForm.WriterOptions))
        {
            element.WriteTo(writer);
        }

        return Parsed(buffer.WrittenSpan);
    }

    internal static JsonElement Parsed(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, MemberScan.Options);
        return JsonElement.ParseValue(ref reader);
    }

    private static bool IsStrict(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, MemberScan.Options);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
