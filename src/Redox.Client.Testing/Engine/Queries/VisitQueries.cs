using System.Text.Json;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>The queries of <c>PatientAdmin</c>: the census of admitted patients, and visits.</summary>
internal static class VisitQueries
{
    [Follows(Ledger.QueryCensus, Ledger.QueryCensusRules, Ledger.QueryNothingFound)]
    public static QueryResult Census(JsonElement query, ExchangeState state) => Answer(
        state,
        state.Visits.All.Where(visit => Visits.IsInHouse(visit) && IsWhereWanted(query, visit)),
        "VisitNumber", "VisitDateTime", "PatientClass", "Location");

    [Follows(Ledger.QueryVisits, Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult Find(JsonElement query, ExchangeState state)
    {
        var ofPatients = Criteria.OfPatients(query.Member("Patients").Items(), state.Patients);
        var found =
            from visit in state.Visits.All
            where ofPatients(visit) && IsWhereWanted(query, visit)
            where Criteria.OneOf(query.Texts("VisitStatuses"), visit.Text("Status"))
            where Criteria.OneOf(query.Texts("VisitNumbers"), visit.Text("VisitNumber"))
            where Criteria.Within(query, "VisitStartDateTime", "", visit.Moment("VisitDateTime"))
            select visit;
        return Answer(state, found, "VisitNumber", "VisitDateTime", "PatientClass", "Location", "Reason", "Status");
    }

    private static bool IsWhereWanted(JsonElement query, JsonElement visit) =>
        Criteria.OneOf(query.Texts("PatientClasses"), visit.Text("PatientClass"))
        && Criteria.OneOf(query.Texts("Departments"), visit.Member("Location").Text("Department"))
        && Criteria.OneOf(query.Texts("Facilities"), visit.Member("Location").Text("Facility"));

    private static JsonDraft Answer(ExchangeState state, IEnumerable<JsonElement> visits, params string[] members)
    {
        var patients =
            from visit in visits
            group visit by state.Patients.Identify(visit.Member("Patient")) ?? visit into ofPatient
            let patient = state.Patients.Describe(ofPatient.First().Member("Patient"))
            select patient.Copy("Identifiers", "Demographics").With("Visits", ofPatient.Select(visit => visit.Copy(members)));
        return new JsonDraft().With("Patients", patients);
    }
}
