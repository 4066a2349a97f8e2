using System.Text.Json;
using System.Text.Json.Nodes;

namespace Redox.Client.Testing;

/// <summary>JSON as test authors give it.</summary>
internal static class JsonSeed
{
    /// <summary>The text of one JSON object; otherwise <see langword="null"/>.</summary>
    public static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] Event(string dataModel, string eventType, JsonObject members)
    {
        members["Meta"] = new JsonObject { ["DataModel"] = dataModel, ["EventType"] = eventType };
        return JsonSerializer.SerializeToUtf8Bytes(members);
    }
}
