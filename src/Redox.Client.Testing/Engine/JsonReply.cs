using System.Buffers;
using System.Text.Json;

namespace Redox.Client.Testing.Engine;

/// <summary>Writes one JSON object as the body of a reply.</summary>
internal static class JsonReply
{
    // An acknowledgement or a short answer is written without growing.
    private const int UsualSize = 1024;

    public static FakeReply Object(int status, Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualSize);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return FakeReply.Json(status, buffer.WrittenMemory);
    }
}
