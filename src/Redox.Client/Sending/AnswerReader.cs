using Redox.Client.Models;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>
/// The one place that decides what an answer means. A call failed if the status says so, or if <c>Meta.Errors</c> holds anything, whatever the status.
/// (Redox: "SEND", "REQUEST")
/// </summary>
internal static class AnswerReader
{
    public static RedoxReceipt ReadReceipt(OutgoingCall call, in HttpAnswer answer)
    {
        var body = AnswerBody.Read(answer);
        if (!answer.IsSuccess || body.Errors.Count > 0)
        {
            throw AnswerFailure.Of(call, answer, body);
        }

        // Without Meta this is not Redox's acknowledgement, whoever else may have said 200.
        return body.Meta is { } meta ? new RedoxReceipt { Meta = meta, Logs = Logs(meta) } : throw AnswerFailure.Unreadable(call, answer, body.Kind);
    }

    public static TResponse ReadAnswer<TResponse>(OutgoingCall call, in HttpAnswer answer, IRedoxQuery<TResponse> query)
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
            throw AnswerFailure.Unreadable(call, answer, AnswerBody.Read(answer).Kind);
        }

        return response.Meta.Errors.Count == 0 ? response : throw AnswerFailure.Of(call, answer, new(response.Meta, response.Meta.Errors, "Meta"));
    }

    private static RedoxLog[] Logs(Meta meta) =>
    [
        .. meta.Logs.Select((log, index) => new RedoxLog
        {
            ID = log.ID,
            AttemptID = log.AttemptID,
            Destination = meta.Logs.Count == meta.Destinations.Count ? meta.Destinations[index] : null,
        }),
    ];
}
