using System.Buffers;
using System.Text.Json;

namespace Redox.Client.Testing.Engine;

/// <summary>Writes one JSON object as the body of a reply.</summary>
internal static class JsonReply
{
    public static FakeReply Object(int status, Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return FakeReply.Json(status, buffer.WrittenMemory);
    }
}
