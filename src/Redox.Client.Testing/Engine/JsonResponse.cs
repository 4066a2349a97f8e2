using System.Buffers;
using System.Text.Json;

namespace Redox.Client.Testing.Engine;

/// <summary>Writes one JSON object as the body of a response.</summary>
internal static class JsonResponse
{
    // Enough to write a receipt or a short response without growing.
    private const int UsualSize = 1024;

    public static FakeResponse Object(int status, Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualSize);
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return FakeResponse.Json(status, PlainJson.Of(buffer.WrittenMemory));
    }
}
