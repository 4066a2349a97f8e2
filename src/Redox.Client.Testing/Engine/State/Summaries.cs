using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Clinical summaries of patients and of visits, as pushed, and documents in a repository.</summary>
internal sealed class Summaries(int capacity)
{
    private readonly RecordSet _ofPatients = new(capacity, static (_, newer) => newer);
    private readonly RecordSet _ofVisits = new(capacity, static (_, newer) => newer);
    private readonly RecordSet _documents = new(capacity);

    public IEnumerable<JsonElement> OfPatients => _ofPatients.All;

    public IEnumerable<JsonElement> OfVisits => _ofVisits.All;

    /// <summary>Each is an element of <c>Documents</c> in a response to <c>DocumentQuery</c>, with its <c>Patient</c> and, perhaps, <c>Data</c>.</summary>
    public IEnumerable<JsonElement> Documents => _documents.All;

    [Follows(Ledger.StateSummaries)]
    public void Apply(string eventType, JsonElement message)
    {
        var summary = message.Copy().Without("Meta");
        var header = message.Member("Header");
        var patient = RecordKey.Identifiers(header.Member("Patient"));
        if (eventType == "PatientPush")
        {
            _ofPatients.Put(patient, summary.Freeze());
        }
        else if (eventType == "VisitPush")
        {
            var document = header.Member("Document");
            var visit = RecordKey.Of(document.Member("Visit").Text("VisitNumber") ?? document.Text("ID"));
            _ofVisits.Put(visit is [] ? patient : visit, summary.Freeze());
        }
    }

    public void AddDocument(JsonElement document) => _documents.Put(RecordKey.Of(document.Text("ID")), document.Copy().Freeze());
}
