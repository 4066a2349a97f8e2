namespace Redox.Client.Testing.Engine.Messages;

/// <summary>An element of <c>Meta.Errors</c>, with the HTTP status it comes with.</summary>
internal sealed record MessageError(int Status, string Text, string Type, string Module)
{
    [Documented("HTTP status codes: validation")]
    public static MessageError DataModels(string text) => new(400, text, "message", "DataModels");

    [Documented("HTTP status codes: routing")]
    [Assumed("Status 400")]
    public static MessageError Subscriptions(string text) => new(400, text, "message", "Subscriptions");

    [Recorded("An answer of 2020 to a search without criteria")]
    public static readonly MessageError SearchRefused = new(400, "Data Chateau v2 service returned status code 400", "transmission", "Send");

    [Documented("HTTP status codes: a query that the destination could not answer, with status 200")]
    public static readonly MessageError NothingFound = new(
        200, "Something went wrong retrieving the document list. Please contact Redox Support. Could not find any documents.", "query", "Send");
}
