using Redox.Client.Calls.Http;
using Redox.Client.Messages;
using Redox.Client.Models;

namespace Redox.Client.Sending;

/// <summary>
/// The one place that decides what a response means. A call has failed if the status says so, or if any part of the body says so, whatever the status.
/// (Redox: "SEND", "REQUEST")
/// </summary>
internal static class ResponseReader
{
    public static CallResult<RedoxReceipt> ReadReceipt(OutgoingCall call, in ApiResponse answer)
    {
        var body = ResponseBody.Read(answer);
        if (!answer.IsSuccess || body.Errors.Count > 0)
        {
            throw ResponseFailure.Of(call, answer, body);
        }

        // Without Meta this is not Redox's acknowledgement, even if the status is 200.
        return body is { Meta: { } meta, Message: { } message }
            ? new(RedoxReceipt.Of(message, call.Message.KnownAs), meta)
            : throw ResponseFailure.Unreadable(answer, body.Kind);
    }

    public static CallResult<TResponse> ReadAnswer<TResponse>(OutgoingCall call, in ApiResponse answer, IRedoxQuery<TResponse> query)
        where TResponse : IRedoxMessage
    {
        if (!answer.IsSuccess)
        {
            throw ResponseFailure.Of(call, answer, ResponseBody.Read(answer));
        }

        TResponse response;
        try
        {
            response = query.ReadResponse(answer.Body.Span);
        }
        catch (RedoxPayloadException)
        {
            var unread = ResponseBody.Read(answer);
            throw unread.Errors.Count > 0 ? ResponseFailure.Of(call, answer, unread) : ResponseFailure.Unreadable(answer, unread.Kind);
        }

        var body = ResponseBody.Of(response.AsMessage, answer.Body.Span);
        return body.Errors.Count > 0 ? throw ResponseFailure.Of(call, answer, body)
            : IsOfOther(call, response.Meta) ? throw ResponseFailure.Unreadable(answer, "a message of another data model")
            : new(response, response.Meta);
    }

    // Any message can be read as any type: a message that is not the response would be read as an empty one, or as that of another patient.
    private static bool IsOfOther(OutgoingCall call, Meta answered) => answered.Deviates(Envelope.DataModelIndex)
        || (answered.DataModel is { } model && call.Progress.Call.Definition is { } asked && !model.Equals(asked.DataModel, StringComparison.OrdinalIgnoreCase));
}
