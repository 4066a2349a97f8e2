using System.Text.Json;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary><c>Notes.Query</c> and <c>Media.Query</c>: documents of patients and visits, by type and number.</summary>
internal static class ChartQueries
{
    [Follows(Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult Notes(JsonElement query, ExchangeState state) => Answer(
        "Notes", state.Notes, query, state.Patients, "ContentType", "FileName", "FileContents", "DocumentType", "DocumentID", "ServiceDateTime", "DocumentationDateTime");

    [Follows(Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult Media(JsonElement query, ExchangeState state) => Answer(
        "Media", state.Media, query, state.Patients,
        "FileType", "FileName", "FileContents", "DocumentType", "DocumentID", "DocumentDescription", "CreationDateTime", "ServiceDateTime");

    private static JsonDraft Answer(string list, Charts charts, JsonElement query, Patients patients, params string[] members)
    {
        var ofPatients = Criteria.OfPatients(query.Member("Patients").Items(), patients);
        var found =
            from document in charts.All
            where ofPatients(document)
            where Criteria.OneOf(query.Texts("VisitNumbers"), document.Member("Visit").Text("VisitNumber"))
            where Criteria.OneOf(query.Texts("DocumentTypes"), document.Text("DocumentType"))
            where Criteria.OneOf(query.Texts("DocumentIDs"), document.Text("DocumentID"))
            select PatientLink.Answer(document, patients, members);
        return new JsonDraft().With(list, found);
    }
}
