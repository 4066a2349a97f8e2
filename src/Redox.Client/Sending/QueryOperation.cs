using Redox.Client.Calls;
using Redox.Client.Calls.Http;
using Redox.Client.Messages;
using Redox.Client.Models;

namespace Redox.Client.Sending;

/// <summary>Queries one destination. It changes nothing there.</summary>
internal sealed class QueryOperation<TResponse>(IRedoxQuery<TResponse> query, RedoxCallOptions options, RedoxClientOptions settings)
    : MessageOperation<TResponse>(query.AsMessage, options, settings)
    where TResponse : IRedoxMessage
{
    public override string Name => "query";

    public override string Noun => "query";

    public override bool IsSafe => true;

    protected override bool HasOneDestination => true;

    public override IEnumerable<string?> LogIdsOf(TResponse result) => result.Meta.Logs.Select(log => log.ID);

    /// <summary>A call has failed if the status says so, or if any part of the body says so, whatever the status. (Redox: "REQUEST")</summary>
    public override TResponse Read(CallProgress progress, in ApiResponse response)
    {
        if (!response.IsSuccess)
        {
            throw Failure(progress, response, ResponseBody.Read(response));
        }

        TResponse answer;
        try
        {
            answer = query.ReadResponse(response.Body.Span);
        }
        catch (RedoxPayloadException)
        {
            var unread = ResponseBody.Read(response);
            throw unread.Errors.Count > 0 ? Failure(progress, response, unread) : ResponseFailure.Unreadable(response, unread.Kind);
        }

        var body = ResponseBody.Of(answer.AsMessage, response.Body.Span);
        return body.Errors.Count > 0 ? throw Failure(progress, response, body)
            : IsOfOtherDataModel(answer.Meta) ? throw ResponseFailure.Unreadable(response, "a message of another data model")
            : answer;
    }

    // Any message can be read as any type: a message that is not the response would be read as an empty one, or as that of another patient.
    private bool IsOfOtherDataModel(Meta answered) => answered.Deviates(Envelope.DataModelIndex)
        || (answered.DataModel is { } model && Definition is { } asked && !model.Equals(asked.DataModel, StringComparison.OrdinalIgnoreCase));
}
