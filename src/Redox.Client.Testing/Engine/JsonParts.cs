using System.Text.Json;
using System.Text.Json.Nodes;

namespace Redox.Client.Testing.Engine;

/// <summary>Composes JSON of parts of other JSON. What comes in stays as it is; what comes out shares no memory with it.</summary>
internal static class JsonParts
{
    /// <summary>A copy without nulls and without text that is none (half of a surrogate pair); of equal names the last one counts.</summary>
    [Follows(Ledger.QueryNull)]
    public static JsonObject Copy(this JsonElement element)
    {
        var copy = new JsonObject();
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (Value(member.Value) is { } value && Name(member) is { } name)
                {
                    copy[name] = value;
                }
            }
        }

        return copy;
    }

    /// <summary>A copy of some members, those that are there.</summary>
    public static JsonObject Copy(this JsonElement element, params ReadOnlySpan<string> members)
    {
        var copy = new JsonObject();
        foreach (var name in members)
        {
            if (Value(element.Member(name)) is { } value)
            {
                copy[name] = value;
            }
        }

        return copy;
    }

    /// <summary>A new object with the members of both. Objects are merged; of anything else the newer one counts.</summary>
    public static JsonElement MergedWith(this JsonElement older, JsonElement newer) => Merge(older.Copy(), newer.Copy()).Freeze();

    /// <summary>The element that will never change again.</summary>
    public static JsonElement Freeze(this JsonObject json) => JsonSerializer.SerializeToElement(json);

    /// <summary>Sets a member and returns the same object.</summary>
    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }

        return json;
    }

    /// <summary>Adds the members of another object, which loses them, and returns the same object.</summary>
    public static JsonObject With(this JsonObject json, JsonObject more) => Merge(json, more);

    public static JsonArray ToJsonArray(this IEnumerable<JsonObject> items) => [.. items];

    private static JsonObject Merge(JsonObject older, JsonObject newer)
    {
        foreach (var (name, value) in newer.ToList())
        {
            newer.Remove(name);
            if ((older[name], value) is (JsonObject before, JsonObject after))
            {
                Merge(before, after);
            }
            else
            {
                older[name] = value;
            }
        }

        return older;
    }

    private static JsonNode? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => value.Copy(),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Value).Where(item => item is not null)]),
        JsonValueKind.String => value.PlainText() is { } text ? JsonValue.Create(text) : null,
        _ => JsonValue.Create(value),
    };

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
