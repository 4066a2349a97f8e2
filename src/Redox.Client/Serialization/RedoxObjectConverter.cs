using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client.Serialization;

/// <summary>
/// Lets System.Text.Json read and write an object of the data models with its generated code. Every type names it in an attribute,
/// so <c>JsonSerializer</c> and your own <c>JsonSerializerContext</c> find it without being told.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RedoxObjectConverter<T> : JsonConverter<T>
    where T : RedoxObject, IWireReadable<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"{typeof(T).Name} is read from a JSON object.");
        var value = T.Read(ref reader, issues: null);
        return value is RedoxMessage { HasMeta: false } ? throw new JsonException($"{typeof(T).Name}: a message has a 'Meta' object.") : value;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
