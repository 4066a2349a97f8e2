using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly.Timeout;
using Redox.Client.Telemetry;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>Posts a message through the pipeline. What leaves here is a result, an exception of ours, or the caller's own cancellation.</summary>
internal sealed class MessageSender(IRedoxApi api, MessageRouting routing, bool validate, TimeProvider time, ILogger<MessageSender> logger)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<TResult> SendAsync<TResult>(OutgoingCall call, Func<HttpAnswer, TResult> read, CancellationToken cancellationToken)
    {
        try
        {
            var body = RedoxJson.SerializeToUtf8Bytes(call.Message);
            if (validate && MessageValidator.Problems(call.Message.KnownAs, body) is { Count: > 0 } problems)
            {
                throw new RedoxValidationException(call.MessageType, problems);
            }

            using var content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
            using var response = await api.PostAsync(content, routing.SourceHeader(call.Message), call.Progress, cancellationToken).ConfigureAwait(false);
            var result = read(await HttpAnswer.FromAsync(response, time, cancellationToken).ConfigureAwait(false));
            logger.CallSucceeded(call.MessageType, call.Progress.Attempts);
            return result;
        }
        catch (TimeoutRejectedException)
        {
            throw Logged(call, AnswerFailure.OutOfTime(call, SendingPipeline.TotalTime));
        }
        catch (RedoxException exception)
        {
            Logged(call, exception);
            throw;
        }
    }

    private RedoxException Logged(OutgoingCall call, RedoxException exception)
    {
        logger.CallFailed(call.MessageType, call.Progress.Attempts, exception.GetType().Name, (int?)exception.StatusCode, exception.Delivery);
        return exception;
    }
}
