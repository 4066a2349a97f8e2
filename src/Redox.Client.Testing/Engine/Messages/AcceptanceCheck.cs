using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Engine.Queries;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>The checks of Redox before it accepts a message, in its order: JSON, data model and event type, destinations, subscription, members.</summary>
/// <param name="subscriptions">Which messages may be sent to which destinations.</param>
[Follows(Ledger.MessageOrderOfChecks)]
internal sealed class AcceptanceCheck(Subscriptions subscriptions)
{
    private const string NoSubscription = "No subscriptions. Meta.Destinations needs to contain a destination from existing subscription.";

    /// <summary>The first error, as sent in the response; <see langword="null"/> for a valid message.</summary>
    public MessageError? Check(MessageEnvelope envelope, RequestRecord entry)
    {
        var message = DuplicateMembers.Report(envelope.Message, entry);
        return CheckKind(envelope, entry) ?? CheckDestinations(envelope, entry) ?? MemberCheck.Run(envelope, message, entry);
    }

    /// <summary>The error for a body that is not a JSON object.</summary>
    [Follows(Ledger.MessageNotJson)]
    public static MessageError NotJson(RequestRecord entry)
    {
        entry.RestOn(Ledger.MessageNotJson);
        entry.Report(RequestProblemKind.BodyNotJson, "The body is not one JSON object in UTF-8.");
        return MessageError.DataModels("The request body is not a valid JSON object");
    }

    [Follows(Ledger.MessageMemberMissing)]
    private static MessageError? CheckKind(MessageEnvelope envelope, RequestRecord entry)
    {
        if (envelope.DataModel is null)
        {
            entry.Report(RequestProblemKind.DataModelMissing, "Meta.DataModel: required, but missing or not text.");
        }

        if (envelope.EventType is null)
        {
            entry.Report(RequestProblemKind.EventTypeMissing, "Meta.EventType: required, but missing or not text.");
        }

        if (envelope is { DataModel: null } or { EventType: null })
        {
            entry.RestOn(Ledger.MessageMemberMissing);
        }

        return envelope switch
        {
            { DataModel: null } => MessageError.DataModels($"Required field missing - Meta.DataModel in :{envelope.EventType}"),
            { EventType: null } => MessageError.DataModels($"Required field missing - Meta.EventType in {envelope.DataModel}:"),
            _ => null,
        };
    }

    [Follows(Ledger.MessageNoSubscription, Ledger.MessageOneUnknownDestination, Ledger.MessageQueryDestinations)]
    private MessageError? CheckDestinations(MessageEnvelope envelope, RequestRecord entry)
    {
        if (envelope.Destinations.Count == 0)
        {
            entry.Report(RequestProblemKind.DestinationMissing, "Meta.Destinations: empty, but at least one destination is required.");
            return Unsubscribed(entry);
        }

        if (envelope.Destinations.Count > 1 && QueryResults.IsQuery(envelope))
        {
            entry.Report(RequestProblemKind.TooManyDestinations, $"Meta.Destinations: names {envelope.Destinations.Count}, but a query has exactly one.");
            entry.RestOn(Ledger.MessageQueryDestinations);
            return MessageError.Subscriptions("A query needs exactly one destination in Meta.Destinations");
        }

        var refusals = envelope.Destinations.Select(destination => subscriptions.Refusal(destination.Id, envelope.DataModel!)).OfType<RequestProblem>().ToList();
        refusals.ForEach(problem => entry.Report(problem.Kind, problem.Text));
        if (refusals.Count == 0)
        {
            return null;
        }

        if (refusals.Count < envelope.Destinations.Count)
        {
            entry.RestOn(Ledger.MessageOneUnknownDestination);
        }

        if (refusals.Exists(problem => problem.Kind == RequestProblemKind.DestinationInOtherEnvironment))
        {
            entry.RestOn(Ledger.MessageEnvironments, Ledger.MessageOtherEnvironment);
        }

        return Unsubscribed(entry);
    }

    private static MessageError Unsubscribed(RequestRecord entry)
    {
        entry.RestOn(Ledger.MessageNoSubscription, Ledger.MessageNoSubscriptionStatus);
        return MessageError.Subscriptions(NoSubscription);
    }
}
