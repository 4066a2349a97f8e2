using System.Runtime.InteropServices;
using System.Text.Json;

namespace Redox.Client.Testing.Engine;

/// <summary>Takes parts out of JSON, to compose other JSON of them.</summary>
internal static class JsonParts
{
    /// <summary>A draft with the members that say something; of equal names the last one counts.</summary>
    public static JsonDraft Copy(this JsonElement element)
    {
        var copy = new JsonDraft();
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (Name(member) is { } name)
                {
                    copy.With(name, member.Value);
                }
            }
        }

        return copy;
    }

    /// <summary>A draft with some members, those that are there.</summary>
    public static JsonDraft Copy(this JsonElement element, params ReadOnlySpan<string> members)
    {
        var copy = new JsonDraft();
        foreach (var name in members)
        {
            copy.With(name, element.Member(name));
        }

        return copy;
    }

    /// <summary>A new object with the members of both. Objects are merged; of anything else the newer one counts.</summary>
    public static JsonElement MergedWith(this JsonElement older, JsonElement newer) => older.Copy().With(newer.Copy()).Freeze();

    /// <summary>Writes the element without what says nothing.</summary>
    public static void CopyTo(this JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    if (member.Value.SaysSomething() && Name(member) is { } name)
                    {
                        writer.WritePropertyName(name);
                        member.Value.CopyTo(writer);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    if (item.SaysSomething())
                    {
                        item.CopyTo(writer);
                    }
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>Whether it is there, and neither null nor text that is none (half of a surrogate pair).</summary>
    [Follows(Ledger.QueryNull)]
    public static bool SaysSomething(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => HasNoEscape(value) || value.PlainText() is not null,
        _ => true,
    };

    // What came as UTF-8 can hold half of a pair only in an escape.
    private static bool HasNoEscape(JsonElement text) => !JsonMarshal.GetRawUtf8Value(text).Contains((byte)'\\');

    private static string? Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
