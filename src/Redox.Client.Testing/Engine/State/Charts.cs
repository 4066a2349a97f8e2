using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Notes or media files: documents that are added, replaced and deleted by number, with a separate instance for each.</summary>
/// <param name="capacity">The maximum number of documents.</param>
/// <param name="content">The member of the message that contains the document: <c>Note</c> or <c>Media</c>.</param>
internal sealed class Charts(int capacity, string content)
{
    private readonly RecordSet _documents = new(capacity);

    /// <summary>Each is a document with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IEnumerable<JsonElement> All => _documents.All;

    [Follows(Ledger.StateReplace, Ledger.StateDocuments)]
    public void Apply(string eventType, JsonElement message)
    {
        var document = message.Member(content);
        var keys = RecordKey.Of(document.Text("DocumentID"));
        if (eventType == "Delete")
        {
            _documents.Remove(keys);
            return;
        }

        if (eventType == "Replace")
        {
            _documents.Remove([.. keys, .. RecordKey.Of(document.Text("OriginalDocumentID"))]);
        }

        _documents.Put(keys, PatientLink.Record(document, message));
    }

    /// <summary>Moves documents to another patient.</summary>
    public void Change(Func<JsonElement, JsonElement?> change) => _documents.Change(change);
}
