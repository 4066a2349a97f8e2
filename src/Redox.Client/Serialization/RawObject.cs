using System.Buffers;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Assembles objects from pieces of JSON that were read before.</summary>
internal static class RawObject
{
    internal static byte[] Of(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireForm.WriterOptions))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An object with the members of another whose names match.</summary>
    internal static byte[] Part(ReadOnlySpan<byte> json, Predicate<string> isWanted)
    {
        var whole = json.ToArray();
        return Of(writer =>
        {
            for (var member = new MemberScan(whole); member.MoveNext();)
            {
                if (isWanted(member.Name))
                {
                    RawJson.WriteMember(writer, member.EscapedName, member.Value);
                }
            }
        });
    }
}
