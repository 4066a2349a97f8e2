namespace Redox.Client.Receiving;

/// <summary>Writes the answer of a query handler: envelope filled in, checked like a message that is sent.</summary>
internal static class Answers
{
    public static RedoxDestinationResponse Write(IRedoxMessage? answer, RedoxDestinationOptions options)
    {
        if (answer is null)
        {
            throw new InvalidResponseException("the handler returned null");
        }

        // An answer that was read from elsewhere may echo the query's event type, where Redox's pages ask for that of the answer.
        if (answer.Object.KnownAs is { } definition && (answer.Meta.DataModel != definition.DataModel || answer.Meta.EventType != definition.EventType))
        {
            answer = answer.WithMeta(meta => meta with { DataModel = definition.DataModel, EventType = definition.EventType });
        }

        var body = RedoxJson.SerializeToUtf8Bytes(answer);
        if (options.ValidateResponses && MessageValidator.Problems(answer.Object.KnownAs, body) is { Count: > 0 } problems)
        {
            throw new InvalidResponseException(string.Join("; ", problems.Take(20)));
        }

        return new RedoxDestinationResponse(RedoxDestinationOutcome.Answered, 200) { ContentType = "application/json", Body = body };
    }
}

/// <summary>An answer that would not pass as one. The message has paths and no values.</summary>
internal sealed class InvalidResponseException(string message) : Exception(message);
