using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Engine.Queries;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Acknowledges events and answers queries.</summary>
internal sealed class MessageEndpoint(BearerCheck bearer, AcceptanceCheck acceptance, RedoxFakeData data, MessageResponses replies)
{
    public FakeResponse Answer(FakeRequest request, RequestRecord entry)
    {
        if (bearer.Identify(request, entry) is not { } client)
        {
            entry.RestOn(Ledger.BearerRefused, Ledger.ReplyWords);
            return BearerCheck.Unauthorized;
        }

        if (ContentTypeCheck.Run(request, entry) is { } wrongType)
        {
            return replies.Refuse(MessageEnvelope.Of(request), client, wrongType);
        }

        if (MessageEnvelope.Of(request) is not { } message)
        {
            return replies.Refuse(null, client, AcceptanceCheck.NotJson(entry));
        }

        SourceNote.Write(message, entry);
        if (acceptance.Check(message, entry) is { } error)
        {
            return replies.Refuse(message, client, error);
        }

        return QueryResults.IsQuery(message) ? AnswerQuery(message, client, entry) : Acknowledge(message, client, entry);
    }

    private FakeResponse Acknowledge(MessageEnvelope message, RegisteredClient client, RequestRecord entry)
    {
        data.Apply(message);
        entry.RestOn(Ledger.ReplyAcknowledgement, Ledger.ReplyLogs);
        entry.Accepted = true;
        return replies.Acknowledge(message, client);
    }

    private FakeResponse AnswerQuery(MessageEnvelope query, RegisteredClient client, RequestRecord entry)
    {
        var response = data.Answer(query);
        entry.RestOn([.. response.Follows]);
        if (response.Problem is { } problem)
        {
            entry.Report(problem.Kind, problem.Text);
        }

        if (response.Error is { } error)
        {
            return replies.Refuse(query, client, error);
        }

        entry.RestOn(Ledger.ReplyAnswer, Ledger.ReplyAnswerLog);
        entry.Accepted = true;
        return replies.AnswerQuery(query, client, response.Members);
    }
}
