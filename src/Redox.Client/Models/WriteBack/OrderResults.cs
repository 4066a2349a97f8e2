using System.Text.Json;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>Makes the results of received orders, one of each.</summary>
internal static class OrderResults
{
    private static readonly int OrdersIndex = ResultsNew.Shape.IndexOf(nameof(ResultsNew.Orders));

    /// <param name="received">The message with the orders.</param>
    /// <param name="member">Where they stand: <c>Order</c> or <c>Orders</c>.</param>
    /// <param name="orders">Those of them that are objects.</param>
    /// <param name="build">Adds the results of one.</param>
    public static ResultsNew Of(IRedoxEvent received, string member, IEnumerable<Order> orders, Action<Order, ResultOrder.Builder> build)
    {
        var place = received.Object.WireShape.Find(member)!;
        var belongings = new Belongings(received);
        var begun = belongings.Answer<ResultsNew>();
        if (received.Object.HasUnknown(name => NameLikeness.IsLike(name, member)))
        {
            // Orders that nobody reads would have no results, and nobody would be told.
            throw new RedoxValidationException(ResultsNew.Definition.ToString(), [new ValidationProblem(member, EnvelopeCheck.NamedOtherwise)]);
        }

        var results = orders.Select(order => Of(order, build, belongings.Origin)).ToList();
        var original = received.Object.AsRead(place.Index);
        if (results.Count == 0 && original is { } odd)
        {
            throw new RedoxValidationException(ResultsNew.Definition.ToString(), MessageCheck.OddMember(new CheckPath(), place, odd));
        }

        var answer = MessageValidator.Checked(begun with { Orders = results });
        return place.IsList && original is { ValueKind: JsonValueKind.Array } list ? WithAll(answer, list) : answer;
    }

    // Not the status and the times of placing: results have their own. Not the notes: they are for those who fulfil the order.
    private static ResultOrder Of(Order order, Action<Order, ResultOrder.Builder> build, CarryOrigin origin)
    {
        using var json = WireBuffer.Of(order);
        var begun = CarriedOver.Read<ResultOrder>(RawObject.Part(json.Written, name => Order.Shape.FindInAnyCase(name)?.Name is
            nameof(Order.ID) or nameof(Order.ApplicationOrderID) or nameof(Order.CollectionDateTime) or nameof(Order.Procedure)
            or nameof(Order.Provider) or nameof(Order.ResultCopyProviders) or nameof(Order.Priority)), origin);
        var builder = new ResultOrder.Builder().From(begun).Status(ResultOrderStatus.Resulted);
        build(order, builder);
        return builder.Finish();
    }

    // Among the orders are items that are none: nobody can give them results, and they are not lost.
    private static ResultsNew WithAll(ResultsNew answer, JsonElement list)
    {
        var results = answer.Orders.GetEnumerator();
        var orders = RawJson.List(writer =>
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && results.MoveNext())
                {
                    MemberWriter.Write(writer, results.Current);
                }
                else
                {
                    RawJson.Write(writer, item);
                }
            }
        });

        answer.CarryOver(answer.Origin!, (answer.CarriedOver ?? 0) | (1UL << OrdersIndex));
        answer.KeepOriginal(OrdersIndex, orders);
        return answer;
    }
}
