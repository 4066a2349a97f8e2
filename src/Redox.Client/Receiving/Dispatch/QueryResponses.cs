using Redox.Client.Messages.Validation;

namespace Redox.Client.Receiving.Dispatch;

/// <summary>Writes the response of a query handler: fills in the envelope and checks it like a message to send.</summary>
internal static class QueryResponses
{
    public static RedoxDestinationResponse Write(IRedoxMessage? answer, RedoxDestinationOptions options)
    {
        if (answer is null)
        {
            throw new InvalidResponseException("the handler returned null");
        }

        // A response that was read from elsewhere may echo the query's event type, while Redox's documentation requires that of the response.
        if (answer.AsMessage.TypeDefinition is { } definition && (answer.Meta.DataModel != definition.DataModel || answer.Meta.EventType != definition.EventType))
        {
            answer = answer.WithMeta(meta => meta with { DataModel = definition.DataModel, EventType = definition.EventType });
        }

        var body = RedoxJson.SerializeToUtf8Bytes(answer);
        if (options.ValidateResponses && MessageValidator.Problems(answer.AsMessage.TypeDefinition, body) is { Count: > 0 } problems)
        {
            throw new InvalidResponseException(string.Join("; ", problems.Take(20)));
        }

        return new RedoxDestinationResponse(RedoxDestinationOutcome.Answered, 200) { ContentType = "application/json", Body = body };
    }
}
