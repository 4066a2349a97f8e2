using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>The slots that can be booked. Which of them are free follows from the appointments, so that a cancelled appointment frees its slot automatically.</summary>
internal sealed class Slots(int capacity)
{
    private readonly RecordSet _slots = new(capacity);

    public IEnumerable<JsonElement> All => _slots.All;

    [Follows(Ledger.StateSlots)]
    public void Add(JsonElement slot) => _slots.Put(
        RecordKey.Of(slot.Text("ID") ?? $"{slot.Moment("DateTime"):O} {slot.Member("Provider").Text("ID")} {slot.Member("Location").Text("Department")}"),
        slot.Copy().Freeze());

    /// <summary>The slots without an appointment, by time.</summary>
    [Follows(Ledger.StateSlotsTaken)]
    public IEnumerable<JsonElement> Free(IEnumerable<JsonElement> appointments)
    {
        var slots = _slots.All.OrderBy(slot => slot.Moment("DateTime")).ToList();
        var byTime = Enumerable.Range(0, slots.Count).ToLookup(i => slots[i].Moment("DateTime"));
        var free = Enumerable.Range(0, slots.Count).ToHashSet();
        foreach (var appointment in appointments.Where(Appointments.IsBooked))
        {
            var fitting = byTime[appointment.Moment("VisitDateTime")].Where(i => free.Contains(i) && Fits(slots[i], appointment));
            free.ExceptWith(fitting.Take(1).ToList());
        }

        return slots.Where((_, i) => free.Contains(i));
    }

    private static bool Fits(JsonElement slot, JsonElement appointment)
    {
        var provider = slot.Member("Provider").Text("ID");
        var providers = Providers(appointment).Select(staff => staff.Text("ID")).OfType<string>().ToList();
        var (mine, theirs) = (slot.Member("Location").Text("Department"), appointment.Member("Location").Text("Department"));
        return (provider is null || providers.Count == 0 || providers.Contains(provider)) && (mine is null || theirs is null || mine == theirs);
    }

    /// <summary>The providers of an appointment.</summary>
    public static IEnumerable<JsonElement> Providers(JsonElement appointment) =>
        [appointment.Member("AttendingProvider"), appointment.Member("VisitProvider")];
}
