using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Errors;
using Redox.Client.Receiving.Deduplication;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Dispatch;

/// <summary>Passes a message to its one handler, in a separate scope, and turns the result into a response.</summary>
internal sealed class MessageDispatcher(
    DestinationHandlers handlers, IServiceScopeFactory scopes, DuplicateCheck? duplicates, TimeProvider time, ILogger logger)
{
    public bool SignsOn => handlers.SignOn is not null;

    /// <summary>Whether it is an event, or an unreadable body, that a handler or the fallback takes: only these may be handled after the response.</summary>
    public bool CanBeDeferred(IncomingMessage incoming) =>
        !incoming.IsQuery && !incoming.IsSignOn && (handlers.Fallback is not null || (incoming.Envelope is { } envelope && handlers.Find(incoming.Definition, envelope.Meta) is not null));

    public async Task<RedoxDestinationResponse> DispatchAsync(IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        logger.MessageReceived(incoming.MessageType, incoming.LogIdInLog, incoming.Delivery.Issues.Count);
        var handler = incoming.Message is null ? null : handlers.Find(incoming.Definition, incoming.Message.Meta);
        try
        {
            return await (handler is null ? FallBackAsync(incoming, cancellationToken)
                : incoming.IsQuery ? AnswerAsync(handler, incoming, options, cancellationToken)
                : incoming.IsSignOn ? RunAsync(handler, incoming, options, cancellationToken)
                : HandleAsync(handler, incoming, options, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception) when (!exception.IsCancelledBy(cancellationToken))
        {
            return Fail(handler, incoming, exception, options);
        }
    }

    private async Task<RedoxDestinationResponse> HandleAsync(HandlerEntry handler, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        // An inbox knows by itself what was handled: its transaction may not have been committed after the handler returned.
        if (duplicates is null || incoming.Completion is not null || incoming.Delivery.LogId is not { } logId)
        {
            return await RunAsync(handler, incoming, options, cancellationToken).ConfigureAwait(false);
        }

        return await duplicates.RunOnceAsync(incoming, logId, () => RunAsync(handler, incoming, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // The query's time counts from its arrival, and the requester gets a response when it is up, whatever the handler does. On the thread pool, so that a handler that blocks
    // its thread does not delay the response. One that no thread got to in time is not run: nobody waits for it any more.
    private async Task<RedoxDestinationResponse> AnswerAsync(HandlerEntry handler, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        incoming.Delivery.AnswerBy(incoming.Delivery.ReceivedAt + options.QueryTimeout);
        using var deadline = new CancellationTokenSource(options.QueryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var (begin, token) = (time.GetTimestamp(), either.Token);
        var answer = Task.Run(() => RunAsync(handler, incoming, options, token), token);
        try
        {
            var reply = await answer.WaitAsync(token).ConfigureAwait(false);
            return time.GetElapsedTime(begin) < options.QueryTimeout ? reply : Late(incoming, options); // The result may have come before the timeout was noticed.
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            if (!answer.IsCompleted)
            {
                incoming.Body?.Abandon(answer);
                _ = answer.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Late(incoming, options);
        }
        catch (RedoxQueryRefusedException refusal)
        {
            logger.QueryRefused(incoming.MessageType, incoming.LogIdInLog, refusal.StatusCode);
            return DestinationResponses.QueryFailure(RedoxDestinationOutcome.Refused, refusal.StatusCode, incoming.Definition!, refusal.Message);
        }
    }

    private RedoxDestinationResponse Late(IncomingMessage incoming, RedoxDestinationOptions options)
    {
        logger.QueryTimedOut(incoming.MessageType, incoming.LogIdInLog, options.QueryTimeout);
        return DestinationResponses.QueryFailure(RedoxDestinationOutcome.TimedOut, 504, incoming.Definition!, "The application did not respond in time.");
    }

    private async Task<RedoxDestinationResponse> RunAsync(HandlerEntry handler, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await handler.HandleAsync(scope.Make(handler.Handler), incoming, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RedoxDestinationResponse> FallBackAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var unhandled = Unhandled(incoming);
        if (handlers.Fallback is not { } fallback)
        {
            var refusal = incoming.HasTooManyValues ? DestinationResponses.TooManyValues : incoming.Message is null ? DestinationResponses.Unreadable : DestinationResponses.UnhandledAs(501);
            return Decided(incoming, unhandled, "There is no fallback", refusal);
        }

        RedoxFallbackResult choice;
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            choice = await ((IRedoxFallbackHandler)scope.Make(fallback)).HandleAsync(unhandled, incoming.Delivery, cancellationToken).ConfigureAwait(false);
        }

        return choice.StatusCode != 200
                ? Decided(incoming, unhandled, "The fallback refused it", incoming.Envelope is null ? DestinationResponses.UnreadableAs(choice.StatusCode) : DestinationResponses.UnhandledAs(choice.StatusCode))
            : incoming.IsQuery || incoming.IsSignOn
                ? Decided(incoming, unhandled, "The fallback accepted it but cannot answer it", DestinationResponses.UnhandledAs(501))
            : Decided(incoming, unhandled, "The fallback accepted it", DestinationResponses.FallbackAccepted);
    }

    private RedoxDestinationResponse Decided(IncomingMessage incoming, RedoxUnhandledDelivery unhandled, string decision, RedoxDestinationResponse reply)
    {
        var consequence = incoming.Body is not null ? $"the status is {reply.StatusCode}"
            : reply.StatusCode == 200 ? "it counts as handled" // A stored message got its response long ago.
            : $"this attempt to handle it has failed ({reply.StatusCode})";
        logger.MessageUnhandled(incoming.MessageType, incoming.LogIdInLog, unhandled.Reason, unhandled.Description, decision, consequence);
        return reply;
    }

    private static RedoxUnhandledDelivery Unhandled(IncomingMessage incoming) => incoming switch
    {
        { HasTooManyValues: true } => Unhandled(incoming, RedoxUnhandledReason.TooManyValues, incoming.Problem!),
        { Message: null } => Unhandled(incoming, RedoxUnhandledReason.Unreadable, incoming.Problem!),
        { Definition: null } => Unhandled(incoming, RedoxUnhandledReason.UnknownEvent, "The data model or event type is not known, and no handler for everything is registered."),
        { IsQuery: true } => Unhandled(incoming, RedoxUnhandledReason.NoQueryHandler, "No query handler takes it: register one with AddQueryHandler."),
        { IsSignOn: true } => Unhandled(incoming, RedoxUnhandledReason.NoHandler, "No sign-on handler takes it: register one with AddSignOnHandler."),
        _ => Unhandled(incoming, RedoxUnhandledReason.NoHandler, "No handler takes it: register one with AddHandler."),
    };

    private static RedoxUnhandledDelivery Unhandled(IncomingMessage incoming, RedoxUnhandledReason reason, string description) =>
        new() { Reason = reason, Message = incoming.Message, Description = description };

    private RedoxDestinationResponse Fail(HandlerEntry? handler, IncomingMessage incoming, Exception exception, RedoxDestinationOptions options)
    {
        incoming.Failure = new HandlerFailure(exception is HandlerNotMadeException { Cause: { } notMadeBy } ? notMadeBy : exception, null);
        if (exception is InvalidResponseException incomplete)
        {
            logger.AnswerIncomplete(incoming.MessageType, incoming.LogIdInLog, incomplete.Message);
        }
        else
        {
            var who = handler is null ? $"the fallback {handlers.Fallback?.Name}" : $"its handler {handler.Handler.Name}";
            var (reason, cause) = exception is HandlerNotMadeException notMade ? (notMade.Message, notMade.Cause) : ($"{who} failed with {exception.GetType().Name}{(exception is RedoxException own ? FailureDetail.Of(own) : "")}", exception);
            var shown = options.LogHandlerExceptions ? cause : null;
            logger.HandlerFailed(shown, incoming.MessageType, incoming.LogIdInLog, reason, shown is null ? $" {options.Origin.Path.To(nameof(options.LogHandlerExceptions))} shows the whole exception." : "");
        }

        return incoming.IsQuery ? DestinationResponses.QueryFailure(RedoxDestinationOutcome.Failed, 500, incoming.Definition!, "The application failed to answer.") : DestinationResponses.Failed;
    }
}
