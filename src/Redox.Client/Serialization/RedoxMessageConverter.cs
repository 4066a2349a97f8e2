using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client.Serialization;

/// <summary>
/// Lets System.Text.Json read and write a message when only <see cref="IRedoxMessage"/> or another base type is known: <c>Meta</c> decides the type.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RedoxMessageConverter : JsonConverter<IRedoxMessage>
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(IRedoxMessage));

    /// <inheritdoc/>
    public override IRedoxMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        var element = RawJson.Read(ref reader);
        try
        {
            var message = PayloadReader.Read(JsonMarshal.GetRawUtf8Value(element), issues: null);
            return typeToConvert.IsInstanceOfType(message) ? message : throw new JsonException($"The message is a {message.GetType().Name}.");
        }
        catch (RedoxPayloadException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IRedoxMessage value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MemberWriter.Write(writer, value.AsMessage);
    }
}
