using System.Text.Json;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>The queries of <c>PatientSearch</c>, and <c>Vaccination.PatientQuery</c>, which searches the same way.</summary>
internal static class PatientSearch
{
    private static readonly string[] Searched = ["FirstName", "LastName", "DOB"];

    private static readonly RequestProblem NoCriteria = new(
        RequestProblemKind.SearchCriteriaMissing, "Patient: neither identifiers nor demographics to search by.");

    public static QueryResult Find(JsonElement query, ExchangeState state) => Answer(query.Member("Patient"), state, patient => patient.Copy());

    [Follows(Ledger.QueryVaccinations, Ledger.QueryVaccinationsNoMatch)]
    public static QueryResult FindVaccinations(JsonElement query, ExchangeState state) => Answer(query.Member("Patient"), state, patient =>
    {
        var ofPatient = Criteria.OfPatients([patient], state.Patients);
        var vaccinations = state.Vaccinations.All.Where(ofPatient).Select(vaccination => vaccination.Copy().Without("Patient", "Visit"));
        return patient.Copy("Identifiers", "Demographics", "Notes", "Contacts", "PCP").With("Vaccinations", vaccinations);
    });

    private static readonly JsonElement TaskDone = JsonElement.Parse("""{"Extensions":{"task-status":{"string":"Success"}}}""");

    [Follows(Ledger.QueryPatientLocations, Ledger.QueryLocationStatus, Ledger.QueryNothingFound)]
    public static QueryResult Locate(JsonElement query, ExchangeState state)
    {
        var found = state.Patients.All.Where(Matching(query.Member("Patient"), state.Patients) ?? (_ => false));
        return new JsonDraft().With("Patients", found.Select(patient => patient.Copy("Identifiers", "Organization"))).With("Meta", TaskDone);
    }

    private static QueryResult Answer(JsonElement criteria, ExchangeState state, Func<JsonElement, JsonDraft> describe)
    {
        if (Matching(criteria, state.Patients) is not { } matches)
        {
            return QueryResult.Refused(MessageError.SearchRefused, NoCriteria) with { Follows = [Ledger.QueryPatientNoCriteria] };
        }

        var (response, known) = state.Patients.All.Where(matches).Select(describe).ToList() switch
        {
            [] => (new JsonDraft().With("Patient", new JsonDraft()), Ledger.QueryPatientNoMatch),
            [var only] => (new JsonDraft().With("Patient", only), Ledger.ReplyAnswer),
            var several => (new JsonDraft().With("PotentialMatches", several), Ledger.QueryPatientSeveral),
        };
        return (QueryResult)response with { Follows = IsPlain(criteria) ? [known] : [known, Ledger.QueryPatientRules] };
    }

    // A search by identifiers alone does not depend on the rules.
    private static bool IsPlain(JsonElement criteria) =>
        RecordKey.Identifiers(criteria).Count > 0 && Searched.All(name => criteria.Member("Demographics").Text(name) is null);

    [Follows(Ledger.QueryPatientRules)]
    private static Func<JsonElement, bool>? Matching(JsonElement criteria, Patients known)
    {
        if (RecordKey.Identifiers(criteria) is [_, ..] identifiers)
        {
            var wanted = identifiers.Select(key => known.Identify(key)).OfType<object>().ToHashSet();
            return patient => known.Identify(patient) is { } candidate && wanted.Contains(candidate);
        }

        var demographics = criteria.Member("Demographics");
        return Searched.All(name => demographics.Text(name) is null)
            ? null
            : patient => Criteria.SameMembers(demographics, patient.Member("Demographics"), Searched);
    }
}
