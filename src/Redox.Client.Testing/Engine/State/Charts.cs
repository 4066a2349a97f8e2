using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Notes, or files of the media: documents that are added, replaced and deleted by number. One set for each.</summary>
/// <param name="capacity">How many documents fit.</param>
/// <param name="content">The member of the message that holds the document: <c>Note</c> or <c>Media</c>.</param>
internal sealed class Charts(int capacity, string content)
{
    private readonly RecordSet _documents = new(capacity);

    /// <summary>Each the document with its <c>Patient</c> and <c>Visit</c>.</summary>
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

        _documents.Put(keys, Belonging.Record(document, message));
    }

    /// <summary>Gives documents to another patient.</summary>
    public void Change(Func<JsonElement, JsonElement?> change) => _documents.Change(change);
}
