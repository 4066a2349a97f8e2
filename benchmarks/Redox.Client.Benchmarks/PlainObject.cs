using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Redox.Client.Benchmarks;

/// <summary>
/// What the plain classes share: room for members that the class does not know. Only the candidates that keep unknown members, as <see cref="RedoxJson"/> does,
/// tell System.Text.Json about it; to the others it is a field that stays null.
/// </summary>
public abstract class PlainObject
{
    /// <summary>Members that the class does not know.</summary>
    [JsonIgnore, Newtonsoft.Json.JsonIgnore]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Makes <see cref="Unknown"/> the extension data of every plain class.</summary>
    internal static void KeepUnknown(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(PlainObject)))
        {
            return;
        }

        var unknown = type.CreateJsonPropertyInfo(typeof(Dictionary<string, JsonElement>), "(unknown members)");
        unknown.Get = plain => ((PlainObject)plain).Unknown;
        unknown.Set = (plain, members) => ((PlainObject)plain).Unknown = (Dictionary<string, JsonElement>?)members;
        unknown.IsExtensionData = true;
        type.Properties.Add(unknown);
    }
}
