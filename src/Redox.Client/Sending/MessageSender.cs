using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly.Timeout;
using Redox.Client.Calls;
using Redox.Client.Calls.Http;
using Redox.Client.Messages.Validation;
using Redox.Client.Models;
using Redox.Client.Telemetry;

namespace Redox.Client.Sending;

/// <summary>Posts a message through the pipeline. The outcome is a result, one of our exceptions, or the caller's own cancellation.</summary>
internal sealed class MessageSender(DataModelApi api, MessageRouting routing, RedoxClientOptions clientOptions, TimeProvider time, ILogger<MessageSender> logger) : IDisposable
{
    private volatile bool _isDisposed;

    /// <summary>Ends the calls under way, so that none delays the application's shutdown: their waits may be long, and endless on a clock that stands still.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        api.Dispose();
    }

    public async Task<TResult> SendAsync<TResult>(
        CallKind kind, IRedoxMessage message, RedoxCallOptions options, Func<OutgoingCall, ApiResponse, CallResult<TResult>> read, CancellationToken cancellationToken)
    {
        var call = Prepare(kind, message, options);
        var record = new CallRecord(call.Progress, clientOptions.BaseAddress, time);
        var isRouted = false;
        try
        {
            call = call with { Message = routing.Route(message, kind, options) };
            isRouted = true;
            using var content = new MessageContent(call.Message, call.Progress);
            Check(call, content, routing.Validates(options));
            using var response = await api.PostAsync(content, routing.SourceHeader(call.Message), cancellationToken).ConfigureAwait(false);
            var received = await ApiResponse.FromAsync(response, time, cancellationToken).ConfigureAwait(false);
            if (received.IsBroken)
            {
                cancellationToken.ThrowIfCancellationRequested(); // The caller may have cancelled while the body was read.
            }

            var answer = read(call, received);
            logger.CallSucceeded(call.MessageType, call.Progress.Attempts);
            record.Succeeded((int)response.StatusCode, answer.Meta);
            return answer.Result;
        }
        catch (Exception exception) when (_isDisposed && exception is OperationCanceledException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(call, record, CallFailure.Disposed(call.Progress));
        }
        catch (TimeoutRejectedException)
        {
            throw Failed(call, record, CallFailure.OutOfTime(call.Progress));
        }
        catch (RedoxException exception)
        {
            var failure = isRouted ? CallFailure.Of(call.Progress, exception) : exception; // Routing failures name the message themselves.
            Failed(call, record, failure);
            if (failure != exception)
            {
                throw failure;
            }

            throw;
        }
        catch (Exception exception)
        {
            record.Failed(exception); // The caller's cancellation, or an exception from a handler that the application added.
            throw;
        }
    }

    private OutgoingCall Prepare(CallKind kind, IRedoxMessage message, RedoxCallOptions options)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        if (options.AcceptDuplicateDelivery && kind == CallKind.WriteBack)
        {
            throw new ArgumentException(
                $"{nameof(RedoxCallOptions.AcceptDuplicateDelivery)} is set, but a write back changes a chart and is retried only when it is known not to have arrived. Use other options for write backs.",
                nameof(options));
        }

        return new OutgoingCall(kind, message.AsMessage, options, time);
    }

    // All checks that are possible before sending, with the bytes that would be sent.
    private void Check(OutgoingCall call, MessageContent content, bool validates)
    {
        if (content.Length > clientOptions.MaxMessageSize)
        {
            throw new RedoxValidationException(call.MessageType, [TooLarge(content.Length)]);
        }

        if (validates && !call.Original.IsChecked)
        {
            var problems = MessageValidator.MemberProblems(call.Message, content.Buffer);
            call.Original.IsChecked = problems.Count == 0 ? true : throw new RedoxValidationException(call.MessageType, problems);
        }
    }

    private RedoxValidationProblem TooLarge(int length) => new(
        "$",
        string.Create(CultureInfo.InvariantCulture, $"the message has {length:N0} bytes as JSON, more than the {clientOptions.MaxMessageSize:N0} of {clientOptions.Path.To(nameof(clientOptions.MaxMessageSize))}. ")
        + "Upload large files and refer to them instead of embedding them, or send several messages.");

    private RedoxException Failed(OutgoingCall call, in CallRecord record, RedoxException exception)
    {
        logger.CallFailed(call.MessageType, call.Progress.Attempts, exception.GetType().Name, FailureDetail.Of(exception), exception.Delivery, (int?)exception.StatusCode);
        record.Failed(exception);
        return exception;
    }
}

/// <summary>The response as it was read, and its <c>Meta</c>.</summary>
internal readonly record struct CallResult<TResult>(TResult Result, Meta Meta);
