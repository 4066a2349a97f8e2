using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Reads content that one message takes from another, in whatever form it came. The objects remember their origin, so that no author is responsible for
/// content written by others: until they are changed, they are not checked.
/// </summary>
internal static class CarriedOver
{
    /// <summary>Reads an object to build on: its members are carried over, and missing ones can still be set.</summary>
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
        var copy = message.TypeReader(ref reader, new IssueLog { CarriesOver = origin });
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
