using System.Text.Json;
using Redox.Client.Messages;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>
/// The envelope of a write back: to the source of the received message. A source in an odd form becomes a destination in the same odd form, which is refused when the
/// message is sent unless the caller names another: a write back only goes to where the received message came from.
/// </summary>
internal static class ResponseEnvelope
{
    public static void Write(Utf8JsonWriter writer, Meta received, MessageDefinition answer)
    {
        using var json = WireBuffer.Of(received);
        writer.WriteStartObject();
        writer.WriteString("DataModel", answer.DataModel);
        writer.WriteString("EventType", answer.EventType);
        for (var member = new MemberScan(json.Written); member.MoveNext();)
        {
            if (Meta.Shape.FindInAnyCase(member.Name) is { Name: nameof(Meta.Source) or nameof(Meta.Test) or nameof(Meta.FacilityCode) } known)
            {
                Write(writer, member, known);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in MemberScan member, MemberShape known)
    {
        if (known.Name != nameof(Meta.Source))
        {
            RawJson.WriteMember(writer, member.EscapedName, member.Value);
        }
        else if (member.Kind != JsonTokenType.Null)
        {
            writer.WriteStartArray(member.Name == known.Name ? "Destinations" : "destinations");
            writer.WriteRawValue(member.Value, skipInputValidation: true);
            writer.WriteEndArray();
        }
    }
}
