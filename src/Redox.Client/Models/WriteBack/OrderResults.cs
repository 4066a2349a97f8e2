using System.Text.Json;
using Redox.Client.Messages.Validation;
using Redox.Client.Serialization;

namespace Redox.Client.Models;

/// <summary>Creates the results of received orders, one for each.</summary>
internal static class OrderResults
{
    private static readonly int OrdersIndex = ResultsNew.Shape.IndexOf(nameof(ResultsNew.Orders));

    /// <param name="received">The message with the orders.</param>
    /// <param name="member">The member with the orders: <c>Order</c> or <c>Orders</c>.</param>
    /// <param name="orders">The orders that are objects.</param>
    /// <param name="build">Adds the results of one order.</param>
    public static ResultsNew Of(IRedoxEvent received, string member, IEnumerable<Order> orders, Action<Order, ResultOrder.Builder> build)
    {
        var place = received.AsMessage.WireShape.Find(member)!;
        var belongings = new CarriedOverReferences(received);
        var begun = belongings.Answer<ResultsNew>();
        if (received.AsMessage.HasUnknown(name => NameLikeness.IsLike(name, member)))
        {
            // Orders that cannot be read would silently have no results.
            throw new RedoxValidationException(ResultsNew.Definition.ToString(), [new RedoxValidationProblem(member, EnvelopeCheck.NamedOtherwise)]);
        }

        var results = orders.Select(order => Of(order, build, belongings.Origin)).ToList();
        var original = received.AsMessage.AsRead(place.Index);
        if (results.Count == 0 && original is { } odd)
        {
            throw new RedoxValidationException(ResultsNew.Definition.ToString(), MessageCheck.DeviatingMember(new CheckPath(), place, odd));
        }

        var answer = MessageValidator.Checked(begun with { Orders = results });
        return place.IsList && original is { ValueKind: JsonValueKind.Array } list ? WithAll(answer, list) : answer;
    }

    // Not the status and the placing times: results have their own. Not the notes: they are for the people who fulfil the order.
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

    // Some items are not orders: they cannot have results, but they are not lost.
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
