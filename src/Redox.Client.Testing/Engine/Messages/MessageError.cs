namespace Redox.Client.Testing.Engine.Messages;

/// <summary>An element of <c>Meta.Errors</c>, with its HTTP status.</summary>
internal sealed record MessageError(int Status, string Text, string Type, string Module)
{
    [Follows(Ledger.MessageMemberMissing)]
    public static MessageError DataModels(string text) => new(400, text, "message", "DataModels");

    [Follows(Ledger.MessageNoSubscription, Ledger.MessageNoSubscriptionStatus)]
    public static MessageError Subscriptions(string text) => new(400, text, "message", "Subscriptions");

    [Follows(Ledger.QueryPatientNoCriteria)]
    public static readonly MessageError SearchRefused = new(400, "Data Chateau v2 service returned status code 400", "transmission", "Send");

    [Follows(Ledger.QueryDocumentNone)]
    public static readonly MessageError NothingFound = new(
        200, "Something went wrong retrieving the document list. Please contact Redox Support. Could not find any documents.", "query", "Send");
}
