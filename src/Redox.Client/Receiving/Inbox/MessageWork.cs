using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>One attempt to handle a claimed message.</summary>
internal sealed class MessageWork(StoredMessages messages, InboxTime time, ILogger logger, Action begun, CancellationToken abandoned)
{
    private DestinationInbox Inbox => messages.Inbox;

    private RedoxInboxOptions Options => Inbox.Options;

    /// <summary>Never throws.</summary>
    /// <returns>What became of it; <see langword="null"/> when that is recorded already, or nobody's business any more because another process has it.</returns>
    public async Task<RedoxInboxResult?> HandleAsync(Claimed message)
    {
        try
        {
            var response = await AttemptAsync(message).ConfigureAwait(false);
            return message.Incoming!.Completion is { IsUsed: true } completion
                ? await ResultAsync(message, response, completion).ConfigureAwait(false)
                : Result(message, response);
        }
        catch (Exception) when (message.Lost.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception) when (abandoned.IsCancellationRequested)
        {
            return RedoxInboxResult.Released(message.Lease); // Not an attempt: the application is stopping.
        }
        catch (ProtectedBodyException exception)
        {
            logger.BodyNotUnprotected(ClientTelemetry.LogIdInLog(message.Entry.LogId), Inbox.Shown, exception.Message);
            return Failed(message, new HandlerFailure(null, ProtectedBodyException.Word));
        }
        catch (Exception exception)
        {
            logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
            return Failed(message, new HandlerFailure(exception, null));
        }
    }

    private async Task<RedoxDestinationResponse> AttemptAsync(Claimed message)
    {
        using var share = messages.NewShare();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(abandoned, message.Lost);
        ended.Token.ThrowIfCancellationRequested(); // It may have been lost while it waited for its place.
        message.Unprotect(Inbox.Bodies);
        message.Incoming = await messages.ReadAsync(message.Entry, share, () => Begin(message), ended.Token).ConfigureAwait(false);
        message.Incoming.Delivery.CompletedBy(message.Incoming.Completion = new HandlerTransaction(Inbox.Store, message.Lease, () => time.HandledAt));
        if (Options.HandlerTimeout is not { } limit)
        {
            return await messages.HandleAsync(message.Incoming, ended.Token, ended.Token).ConfigureAwait(false);
        }

        using var late = new CancellationTokenSource(limit, time.Provider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, late.Token);
        // Set first: the callback registered last runs first, and the handler may end at once.
        using var told = late.Token.UnsafeRegister(_ => logger.HandlerTimedOut(message.Incoming.MessageType, message.Incoming.LogIdInLog, Inbox.Shown, limit), null);
        return await messages.HandleAsync(message.Incoming, either.Token, ended.Token).ConfigureAwait(false);
    }

    private void Begin(Claimed message)
    {
        var waited = message.WaitsForRoom;
        message.HandledSince = time.Provider.GetTimestamp();
        if (waited)
        {
            begun(); // Now there is room for another one that is large.
        }
    }

    private RedoxInboxResult Result(Claimed message, RedoxDestinationResponse response)
    {
        if (response.StatusCode < 400)
        {
            InboxMeter.Handled(message.Incoming!, time.Now - message.Entry.ReceivedAt);
            return RedoxInboxResult.Completed(message.Lease, time.HandledAt);
        }

        if (response == DestinationResponses.TooManyValues)
        {
            logger.UnreadMessageParked(message.Incoming!.MessageType, message.Incoming.LogIdInLog, Inbox.Shown, message.Incoming.Problem!);
            return RedoxInboxResult.Parked(message.Lease, time.Now, new RedoxInboxFailure("TooManyValues"));
        }

        return Failed(message, message.Incoming!.Failure ?? new HandlerFailure(null, $"{response.Outcome}"));
    }

    // The handler called CompleteWithAsync: what its transaction has committed is what counts.
    private async Task<RedoxInboxResult?> ResultAsync(Claimed message, RedoxDestinationResponse response, HandlerTransaction completion)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                if (!await completion.IsCommittedAsync(abandoned).ConfigureAwait(false))
                {
                    return Failed(message, response.StatusCode < 400 ? new HandlerFailure(null, "TransactionNotCommitted") : message.Incoming!.Failure ?? new HandlerFailure(null, $"{response.Outcome}"));
                }

                InboxMeter.Handled(message.Incoming!, time.Now - message.Entry.ReceivedAt);
                return null;
            }
            catch (Exception exception) when (!abandoned.IsCancellationRequested)
            {
                logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
                await Task.Delay(Options.WaitForStore(failures), time.Provider, abandoned).ConfigureAwait(false);
            }
        }
    }

    private RedoxInboxResult Failed(Claimed message, HandlerFailure failure)
    {
        var (attempts, reason) = (message.Entry.Attempts + 1, failure.ToKeep(Options.KeepFailureText));
        var (type, logId) = (message.Incoming?.MessageType ?? "A message", ClientTelemetry.LogIdInLog(message.Entry.LogId));
        if (attempts >= Options.MaxAttempts)
        {
            logger.MessageParked(type, logId, Inbox.Shown, attempts);
            return RedoxInboxResult.Parked(message.Lease, time.Now, reason);
        }

        var wait = Options.WaitAfter(attempts);
        logger.MessageToRetry(type, logId, Inbox.Shown, attempts, wait);
        return RedoxInboxResult.Retry(message.Lease, time.Now + wait, reason);
    }
}
