using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Checks that a message has the content type of JSON.</summary>
internal static class ContentTypeCheck
{
    private const string Json = "application/json";

    [Follows(Ledger.MessageContentType, Ledger.MessageContentTypeRefused)]
    public static MessageError? Run(FakeRequest request, RequestRecord entry)
    {
        var mediaType = request.MediaType;
        if (Json.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        entry.RestOn(Ledger.MessageContentTypeRefused);
        entry.Report(RequestProblemKind.ContentTypeNotJson, $"Content-Type is '{mediaType}'. Send {Json}.");
        return MessageError.DataModels("Content-Type must be application/json");
    }
}
