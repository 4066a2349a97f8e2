using System.Text;
using System.Text.Json;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>The queries of <c>Clinical Summary</c>.</summary>
internal static class SummaryQueries
{
    [Follows(Ledger.QueryPatientSummary)]
    public static QueryResult OfPatient(JsonElement query, ExchangeState state) =>
        Pushed(state.Summaries.OfPatients, query, state).LastOrDefault().Copy();

    [Follows(Ledger.QueryVisitSummary, Ledger.QueryCriteria)]
    public static QueryResult OfVisit(JsonElement query, ExchangeState state)
    {
        var found =
            from summary in Pushed(state.Summaries.OfVisits, query, state)
            let visit = summary.Member("Header").Member("Document").Member("Visit")
            where Criteria.SameMembers(query.Member("Visit"), visit, "VisitNumber")
            where Criteria.Within(query.Member("Visit"), "StartDateTime", "EndDateTime", visit.Moment("StartDateTime"))
            select summary;
        return found.LastOrDefault().Copy();
    }

    [Follows(Ledger.QueryDocuments, Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult Documents(JsonElement query, ExchangeState state)
    {
        var ofPatients = Criteria.OfPatients([query.Member("Patient")], state.Patients);
        var (wanted, visit) = (query.Member("Document"), query.Member("Visit"));
        var found =
            from document in All(state)
            where ofPatients(document)
            where Criteria.OneOfCodes(wanted.Member("Types"), document.Member("Type"))
            where Criteria.Within(wanted, "StartDate", "EndDate", document.Moment("DateTime"))
            where Criteria.SameMembers(visit, document.Member("Visit"), "ID")
            where Criteria.Within(visit, "StartDateTime", "EndDateTime", document.Member("Visit").Moment("StartDateTime"))
            where Criteria.Same(query.Member("Location").Text("Department"), document.Member("Location").Text("Department"))
            select document.Copy("Location", "Author", "Visit", "DateTime", "ID", "Locale", "Title", "Type", "FileType");
        return new JsonDraft()
            .With("Patient", state.Patients.Describe(query.Member("Patient")).Copy("Identifiers"))
            .With("Documents", found);
    }

    [Follows(Ledger.QueryDocumentNone, Ledger.QueryDocument)]
    public static QueryResult Document(JsonElement query, ExchangeState state)
    {
        var id = query.Member("Document").Text("ID");
        var document = All(state).FirstOrDefault(document => document.Text("ID") == id);
        return document.Text("Data") is { } data
            ? new JsonDraft().With("Document", document.Copy("ID")).With("FileType", document.Text("FileType") ?? "text/xml").With("Data", data)
            : QueryResult.Refused(MessageError.NothingFound);
    }

    private static IEnumerable<JsonElement> Pushed(IEnumerable<JsonElement> summaries, JsonElement query, ExchangeState state)
    {
        var ofPatient = Criteria.OfPatients([query.Member("Patient")], state.Patients);
        return summaries.Where(summary => ofPatient(summary.Member("Header")));
    }

    private static IEnumerable<JsonElement> All(ExchangeState state) =>
        state.Summaries.Documents.Concat(state.Summaries.OfPatients.Concat(state.Summaries.OfVisits).Where(HasId).Select(AsDocument));

    private static bool HasId(JsonElement summary) => summary.Member("Header").Member("Document").Text("ID") is not null;

    private static JsonElement AsDocument(JsonElement summary)
    {
        var document = summary.Member("Header").Member("Document");
        var (code, visit) = (document.Member("TypeCode"), document.Member("Visit"));
        return document.Copy("ID", "Author", "DateTime", "Locale", "Title")
            .With("Patient", summary.Member("Header").Member("Patient").Copy("Identifiers"))
            .With("Location", visit.Member("Location"))
            .With("Visit", visit.Copy("StartDateTime", "EndDateTime").With("ID", visit.Text("VisitNumber")))
            .With("Type", code.Copy("Code", "Name").With("Codeset", code.Text("CodeSystemName")))
            .With("FileType", "application/json")
            .With("Data", Convert.ToBase64String(Encoding.UTF8.GetBytes(summary.GetRawText())))
            .Freeze();
    }
}
