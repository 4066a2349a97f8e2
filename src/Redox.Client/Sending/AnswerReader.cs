using Redox.Client.Models;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>
/// The one place that decides what a response means. A call failed if the status says so, or if the body says so anywhere, whatever the status.
/// (Redox: "SEND", "REQUEST")
/// </summary>
internal static class AnswerReader
{
    public static Answer<RedoxReceipt> ReadReceipt(OutgoingCall call, in HttpAnswer answer)
    {
        var body = AnswerBody.Read(answer);
        if (!answer.IsSuccess || body.Errors.Count > 0)
        {
            throw AnswerFailure.Of(call, answer, body);
        }

        // Without Meta this is not Redox's acknowledgement, whoever else may have said 200.
        return body is { Meta: { } meta, Message: { } message }
            ? new(RedoxReceipt.Of(message, call.Message.KnownAs), meta)
            : throw AnswerFailure.Unreadable(answer, body.Kind);
    }

    public static Answer<TResponse> ReadAnswer<TResponse>(OutgoingCall call, in HttpAnswer answer, IRedoxQuery<TResponse> query)
        where TResponse : IRedoxMessage
    {
        if (!answer.IsSuccess)
        {
            throw AnswerFailure.Of(call, answer, AnswerBody.Read(answer));
        }

        TResponse response;
        try
        {
            response = query.ReadResponse(answer.Body.Span);
        }
        catch (RedoxPayloadException)
        {
            var unread = AnswerBody.Read(answer);
            throw unread.Errors.Count > 0 ? AnswerFailure.Of(call, answer, unread) : AnswerFailure.Unreadable(answer, unread.Kind);
        }

        var body = AnswerBody.Of(response.Object, answer.Body.Span);
        return body.Errors.Count > 0 ? throw AnswerFailure.Of(call, answer, body)
            : IsOfOther(call, response.Meta) ? throw AnswerFailure.Unreadable(answer, "a message of another data model")
            : new(response, response.Meta);
    }

    // Every message can be read as any type: what is not the answer would come out as an empty one, or as that of another patient.
    private static bool IsOfOther(OutgoingCall call, Meta answered) => answered.IsOdd(Envelope.DataModelIndex)
        || (answered.DataModel is { } model && call.Progress.Call.Definition is { } asked && !model.Equals(asked.DataModel, StringComparison.OrdinalIgnoreCase));
}
