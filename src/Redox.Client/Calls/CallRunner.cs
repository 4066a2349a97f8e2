using Microsoft.Extensions.Logging;
using Polly.Timeout;
using Redox.Client.Calls.Http;
using Redox.Client.Telemetry;

namespace Redox.Client.Calls;

/// <summary>Runs a call through its pipeline. The outcome is a result, one of our exceptions, or the caller's own cancellation.</summary>
internal sealed class CallRunner(HttpClient http, TimeProvider time, ILogger<CallRunner> logger) : IDisposable
{
    private volatile bool _isDisposed;

    /// <summary>Ends the calls under way, so that none delays the application's shutdown: their waits may be long, and endless on a clock that stands still.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        http.Dispose();
    }

    public async Task<TResult> RunAsync<TResult>(Operation<TResult> operation, CancellationToken cancellationToken)
    {
        var progress = new CallProgress(operation, time);
        var record = new CallRecord(progress, http.BaseAddress!, time);
        var isCreated = false;
        try
        {
            using var request = operation.CreateRequest(progress);
            isCreated = true;
            progress.TravelWith(request);

            // The transport reads the body, once.
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var received = await ApiResponse.FromAsync(response, time, cancellationToken).ConfigureAwait(false);
            if (received.IsBroken)
            {
                cancellationToken.ThrowIfCancellationRequested(); // The caller may have cancelled while the body was read.
            }

            var result = operation.Read(progress, received);
            logger.CallSucceeded(operation.Subject, progress.Attempts);
            record.Succeeded((int)response.StatusCode, operation, result);
            return result;
        }
        catch (Exception exception) when (_isDisposed && exception is OperationCanceledException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(progress, record, CallFailure.Disposed(progress));
        }
        catch (TimeoutRejectedException)
        {
            throw Failed(progress, record, CallFailure.OutOfTime(progress));
        }
        catch (RedoxException exception)
        {
            var failure = isCreated ? CallFailure.Of(progress, exception) : exception;
            Failed(progress, record, failure);
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

    private RedoxException Failed(CallProgress progress, in CallRecord record, RedoxException exception)
    {
        var detail = progress.Stage == CallStage.Memory ? $" (no room for the response within {nameof(RedoxClientOptions.MaxMemoryInFlight)})" : FailureDetail.Of(exception);
        logger.CallFailed(progress.Operation.Subject, progress.Attempts, exception.GetType().Name, detail, exception.Delivery, (int?)exception.StatusCode);
        record.Failed(exception);
        return exception;
    }
}
