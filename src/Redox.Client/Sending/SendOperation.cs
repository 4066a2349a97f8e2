using Redox.Client.Calls;
using Redox.Client.Calls.Http;

namespace Redox.Client.Sending;

/// <summary>Sends an event, or writes back: on the wire both are the same, but a write back changes a chart, and nobody may consent to a second one.</summary>
internal sealed class SendOperation(RedoxMessage message, bool isWriteBack, RedoxCallOptions options, RedoxClientOptions settings)
    : MessageOperation<RedoxReceipt>(message, options, settings)
{
    public override string Name => isWriteBack ? "write_back" : "send";

    public override string Noun => "message";

    public override RetryRule Retry => Options.AcceptDuplicateDelivery ? RetryRule.Always : RetryRule.UnlessItMayHaveArrived;

    public override IEnumerable<string?> LogIdsOf(RedoxReceipt result) => result.Meta.Logs.Select(log => log.ID);

    /// <summary>A call has failed if the status says so, or if any part of the body says so, whatever the status. (Redox: "SEND")</summary>
    public override RedoxReceipt Read(CallProgress progress, in ApiResponse response)
    {
        var body = ResponseBody.Read(response);
        if (!response.IsSuccess || body.Errors.Count > 0)
        {
            throw Failure(progress, response, body);
        }

        // Without Meta this is not Redox's acknowledgement, even if the status is 200.
        return body.Message is { } acknowledgement
            ? RedoxReceipt.Of(acknowledgement, Message.TypeDefinition)
            : throw ResponseFailure.Unreadable(response, body.Kind);
    }
}
