using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Reads what one message takes from another, in whatever form it came. The objects remember where they come from, so that nobody is asked to answer for
/// what he did not write: until they are changed they are not checked.
/// </summary>
internal static class CarriedOver
{
    /// <summary>Reads an object that is to be built on: the members it has are carried over, those it lacks are still to be set.</summary>
    internal static T Read<T>(ReadOnlySpan<byte> json, CarryOrigin origin)
        where T : RedoxObject, IWireReadable<T>
    {
        var reader = Begin(json);
        var value = T.Read(ref reader, new IssueLog { CarriesOver = origin });
        var members = 0UL;
        for (var member = new MemberScan(json); member.MoveNext();)
        {
            members |= member.Kind == JsonTokenType.Null ? 0 : value.WireShape.Find(member.Name)?.Bit ?? 0;
        }

        value.CarryOver(origin, members);
        return value;
    }

    /// <summary>A copy of a message, of the same type, in which everything is carried over.</summary>
    internal static RedoxMessage Copy(RedoxMessage message)
    {
        using var json = WireBuffer.Of(message);
        var origin = new CarryOrigin();
        var reader = Begin(json.Written);
        MessageDefinition.Reader read = message.KnownAs?.Read ?? UnknownMessage.Read;
        var copy = read(ref reader, new IssueLog { CarriesOver = origin });
        copy.CarryOver(origin);
        return copy;
    }

    private static Utf8JsonReader Begin(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, MemberScan.Options);
        reader.Read();
        return reader;
    }
}
