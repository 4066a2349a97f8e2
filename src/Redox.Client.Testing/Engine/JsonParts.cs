using System.Runtime.InteropServices;
using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>Takes parts of JSON from which to compose other JSON.</summary>
internal static class JsonParts
{
    /// <summary>A draft with the members that have a value; of equal names the last one wins.</summary>
    public static JsonDraft Copy(this JsonElement element)
    {
        var copy = new JsonDraft();
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (NameOf(member) is { } name)
                {
                    copy.With(name, member.Value);
                }
            }
        }

        return copy;
    }

    /// <summary>A draft with those of the given members that exist.</summary>
    public static JsonDraft Copy(this JsonElement element, params ReadOnlySpan<string> members)
    {
        var copy = new JsonDraft();
        foreach (var name in members)
        {
            copy.With(name, element.Member(name));
        }

        return copy;
    }

    /// <summary>A new object with the members of both. Objects are merged; of any other value the newer one wins.</summary>
    public static JsonElement MergedWith(this JsonElement older, JsonElement newer) => older.Copy().With(newer.Copy()).Freeze();

    /// <summary>Writes the element without members that have no value.</summary>
    public static void CopyTo(this JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    if (member.Value.HasValue() && NameOf(member) is { } name)
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
                    if (item.HasValue())
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

    /// <summary>Whether it exists and is neither null nor invalid text (half of a surrogate pair).</summary>
    [Follows(Ledger.QueryNull)]
    public static bool HasValue(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => HasNoEscape(value) || value.PlainText() is not null,
        _ => true,
    };

    // UTF-8 can contain half of a surrogate pair only as an escape.
    private static bool HasNoEscape(JsonElement text) => !JsonMarshal.GetRawUtf8Value(text).Contains((byte)'\\');

    /// <summary>The name of a member; <see langword="null"/> if it is not text (half of a surrogate pair).</summary>
    public static string? NameOf(JsonProperty member)
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
