using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>
/// The orders of a message by ID, whether it has one or several, and in whatever form: an ID that is a number stays one, and a value in place of an order is
/// carried over as it is. An order without an ID cannot be referenced.
/// </summary>
internal static class OrderReferences
{
    public static IReadOnlyList<byte[]> In(byte[] message)
    {
        var references = new List<byte[]>();
        for (var member = new MemberScan(message); member.MoveNext();)
        {
            if (NameLikeness.IsLike(member.Name, "Order") || NameLikeness.IsLike(member.Name, "Orders"))
            {
                AddAll(references, member.Value);
            }
        }

        return references;
    }

    private static void AddAll(List<byte[]> references, ReadOnlySpan<byte> orders)
    {
        var reader = new Utf8JsonReader(orders, MemberScan.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Add(references, reader.TokenType, orders);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            reader.Skip();
            Add(references, kind, orders[start..(int)reader.BytesConsumed]);
        }
    }

    private static void Add(List<byte[]> references, JsonTokenType kind, ReadOnlySpan<byte> order)
    {
        if (kind != JsonTokenType.StartObject)
        {
            if (kind != JsonTokenType.Null)
            {
                references.Add(order.ToArray());
            }
        }
        else if (HasId(order))
        {
            references.Add(RawObject.Part(order, IsId));
        }
    }

    private static bool HasId(ReadOnlySpan<byte> order)
    {
        for (var member = new MemberScan(order); member.MoveNext();)
        {
            if (IsId(member.Name) && member.Kind != JsonTokenType.Null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsId(string name) => OrderReference.Shape.FindInAnyCase(name)?.Name == nameof(OrderReference.ID);
}
