using System.Text.Json;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>The queries of <c>Scheduling</c>.</summary>
internal static class SchedulingQueries
{
    [Follows(Ledger.QueryBookedNoMatch, Ledger.QueryBooked, Ledger.QueryCriteria)]
    public static QueryResult Booked(JsonElement query, ExchangeState state)
    {
        var wanted = query.Member("Visit");
        var ofPatients = Criteria.OfPatients(wanted.Member("Patients").Items(), state.Patients);
        var found =
            from visit in state.Appointments.All
            where Appointments.IsBooked(visit) && ofPatients(visit)
            where Criteria.Within(query, "StartDateTime", "EndDateTime", visit.Moment("VisitDateTime"))
            where Criteria.SameMembers(wanted, visit, "VisitNumber")
            where Criteria.OneOf(Reasons(wanted), visit.Text("Reason"))
            where Criteria.OneOfProviders(wanted.Member("AttendingProviders").Items().Append(wanted.Member("VisitProvider")), Slots.Providers(visit))
            where Criteria.OneOfLocations([wanted.Member("Location")], visit.Member("Location"))
            orderby visit.Moment("VisitDateTime")
            select visit.Copy().With("Patient", state.Patients.Describe(visit.Member("Patient")).Copy("Identifiers", "Demographics", "Notes", "Contacts"));
        return new JsonDraft().With("Visits", found);
    }

    [Follows(Ledger.QuerySlots, Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult AvailableSlots(JsonElement query, ExchangeState state)
    {
        var wanted = query.Member("Visit");
        var found =
            from slot in state.Slots.Free(state.Appointments.All)
            where Criteria.Within(query, "StartDateTime", "EndDateTime", slot.Moment("DateTime"))
            where Criteria.OneOf(wanted.Texts("Reasons"), slot.Text("Reason"))
            where Criteria.OneOfCodes(wanted.Member("VisitType"), slot.Text("Reason"))
            where Criteria.OneOfProviders(wanted.Member("AttendingProviders").Items(), [slot.Member("Provider")])
            where Criteria.OneOfLocations(wanted.Member("Locations").Items(), slot.Member("Location"))
            select slot.Copy();
        return new JsonDraft().With("AvailableSlots", found);
    }

    // A list since 2023, one text before.
    private static IReadOnlyList<string> Reasons(JsonElement wanted) => wanted.Text("Reason") is { } reason ? [reason] : wanted.Texts("Reason");
}
