using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client;

/// <summary>
/// Reads and writes <see cref="RedoxDate"/> as a JSON string. Any string is read; a string that is not understood stays as text.
/// </summary>
/// <remarks>Applied automatically. Public, because a source-generated <see cref="JsonSerializerContext"/> in another assembly creates it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RedoxDateJsonConverter : JsonConverter<RedoxDate>
{
    /// <inheritdoc/>
    public override RedoxDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => RedoxDate.ReadFrom(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RedoxDate value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        value.WriteTo(writer);
    }
}
