using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client;

/// <summary>Reads and writes an open value set as a JSON string. Any string is read and kept.</summary>
/// <remarks>Applied automatically. Public, because a source-generated <see cref="JsonSerializerContext"/> in another assembly creates it.</remarks>
/// <typeparam name="TValue">The type of the set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenValueConverter<TValue> : JsonConverter<TValue>
    where TValue : struct, IOpenValue<TValue>
{
    /// <inheritdoc/>
    public override TValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadFrom(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }

    /// <summary>Reads the JSON string at the reader's position. A known value allocates no string.</summary>
    /// <exception cref="JsonException">The token is not a string.</exception>
    /// <exception cref="InvalidOperationException">The string is not valid UTF-8, or has half a surrogate pair.</exception>
    internal static TValue ReadFrom(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A value of an open set must be a JSON string.");
        }

        var known = TValue.KnownValues;
        for (var i = 0; i < known.Count; i++)
        {
            if (reader.ValueTextEquals(known[i].Value))
            {
                return known[i];
            }
        }

        return TValue.Create(reader.GetString()!);
    }
}
