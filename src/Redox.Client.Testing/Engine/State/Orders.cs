using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Orders from the events of <c>Order</c>, results from those of <c>Results</c>, or orders of <c>Medications</c>, with a separate instance for each.</summary>
internal sealed class Orders(int capacity)
{
    private readonly RecordSet _orders = new(capacity);

    /// <summary>Each is an order with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IEnumerable<JsonElement> All => _orders.All;

    /// <summary>Applies the orders of a message, one or several.</summary>
    [Follows(Ledger.StateOrderKeys, Ledger.StateOrders)]
    public void Apply(string eventType, JsonElement message)
    {
        foreach (var order in message.Member("Orders").Items().Append(message.Member("Order")).Where(order => order.ValueKind == JsonValueKind.Object))
        {
            var record = PatientLink.Draft(order, message)
                .With("Status", eventType == "Cancel" ? "Cancel" : null)
                .With("LastUpdated", message.Member("Meta").Text("EventDateTime"));
            _orders.Put(Keys(order), record.Freeze());
        }
    }

    /// <summary>Moves orders to another patient.</summary>
    public void Change(Func<JsonElement, JsonElement?> change) => _orders.Change(change);

    private static IReadOnlyList<RecordKey> Keys(JsonElement order) =>
        (order.Text("ID"), order.Text("ApplicationOrderID")) switch
        {
            ({ } id, _) => [new(id)],
            (null, { } application) => [new(application, "Application")],
            _ => [],
        };
}
