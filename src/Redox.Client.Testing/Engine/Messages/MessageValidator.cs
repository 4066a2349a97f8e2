using Redox.Client.Testing.Engine.Queries;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>What Redox checks before it takes a message, in its order: JSON, data model and event type, destinations, subscription, members.</summary>
/// <param name="subscriptions">Who may send what where.</param>
[Assumed("The order of the checks; and that later ones do not run after an error")]
internal sealed class MessageValidator(Subscriptions subscriptions)
{
    private const string NoSubscription = "No subscriptions. Meta.Destinations needs to contain a destination from existing subscription.";

    /// <summary>The first error, as the wire tells it; <see langword="null"/> for a good message.</summary>
    public MessageError? Check(MessageEnvelope envelope, RecordedRequest entry) =>
        CheckKind(envelope, entry) ?? CheckDestinations(envelope, entry) ?? MemberCheck.Run(envelope, entry);

    /// <summary>The error for a body that is not even an envelope.</summary>
    [Assumed("The text")]
    public static MessageError NotJson(RecordedRequest entry)
    {
        entry.Report(RequestProblemKind.BodyNotJson, "The body is not one JSON object in UTF-8.");
        return MessageError.DataModels("The request body is not a valid JSON object");
    }

    [Documented("HTTP status codes: the pattern of the text")]
    private static MessageError? CheckKind(MessageEnvelope envelope, RecordedRequest entry)
    {
        if (envelope.DataModel is null)
        {
            entry.Report(RequestProblemKind.DataModelMissing, "Meta.DataModel: required, missing or no text.");
        }

        if (envelope.EventType is null)
        {
            entry.Report(RequestProblemKind.EventTypeMissing, "Meta.EventType: required, missing or no text.");
        }

        return envelope switch
        {
            { DataModel: null } => MessageError.DataModels($"Required field missing - Meta.DataModel in :{envelope.EventType}"),
            { EventType: null } => MessageError.DataModels($"Required field missing - Meta.EventType in {envelope.DataModel}:"),
            _ => null,
        };
    }

    [Documented("Troubleshoot Carequality Interoperability Framework errors: the text when no destination is subscribed")]
    [Assumed("One unknown destination among several refuses the message; a query with several is refused with a text of our own")]
    private MessageError? CheckDestinations(MessageEnvelope envelope, RecordedRequest entry)
    {
        if (envelope.Destinations.Count == 0)
        {
            entry.Report(RequestProblemKind.DestinationMissing, "Meta.Destinations: names no destination, at least one is required.");
            return MessageError.Subscriptions(NoSubscription);
        }

        if (envelope.Destinations.Count > 1 && QueryAnswers.IsQuery(envelope))
        {
            entry.Report(RequestProblemKind.TooManyDestinations, $"Meta.Destinations: names {envelope.Destinations.Count}, a query has exactly one.");
            return MessageError.Subscriptions("A query needs exactly one destination in Meta.Destinations");
        }

        var refusals = envelope.Destinations.Select(destination => subscriptions.Refusal(destination.Id, envelope.DataModel!)).OfType<RequestProblem>().ToList();
        refusals.ForEach(problem => entry.Report(problem.Kind, problem.Text));
        return refusals.Count > 0 ? MessageError.Subscriptions(NoSubscription) : null;
    }
}
