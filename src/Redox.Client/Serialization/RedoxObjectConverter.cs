using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client.Serialization;

/// <summary>
/// Lets System.Text.Json read and write an object of the data models with its generated code. Every type names it in an attribute,
/// so <c>JsonSerializer</c> and your own <c>JsonSerializerContext</c> find it automatically.
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
        {
            throw new JsonException($"{typeof(T).Name} must be a JSON object.");
        }

        var value = reader.Position.GetObject() is null ? T.Read(ref reader, issues: null) : ReadSegments(ref reader);
        return value is RedoxMessage { HasMeta: false } ? throw new JsonException($"{typeof(T).Name}: a message must have a 'Meta' object.") : value;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MemberWriter.Write(writer, value);
    }

    // A pipe delivers text in segments and a token may span two; the generated code reads contiguous memory.
    private static T ReadSegments(ref Utf8JsonReader reader)
    {
        var options = reader.CurrentState.Options;
        var element = RawJson.Read(ref reader);
        var inOnePiece = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element), options);
        inOnePiece.Read();
        return T.Read(ref inOnePiece, issues: null);
    }
}
