using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Deduplication;
using Redox.Client.Receiving.Handlers;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>Gives a message to its one handler, in a scope of its own, and turns what comes of it into a reply.</summary>
internal sealed class MessageDispatcher(
    DestinationHandlers handlers, IServiceScopeFactory scopes, DuplicateCheck? duplicates, TimeProvider time, ILogger logger)
{
    public bool SignsOn => handlers.SignOn is not null;

    /// <summary>Whether it is an event, or an unreadable body, that a handler or the fallback takes: what may be handled later than it is answered.</summary>
    public bool TakesLater(IncomingMessage incoming) =>
        !incoming.IsQuery && !incoming.IsSignOn && (handlers.Fallback is not null || (incoming.Envelope is { } envelope && handlers.Find(incoming.Definition, envelope.Meta.DataModel) is not null));

    public async Task<RedoxReply> DispatchAsync(IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        logger.MessageReceived(incoming.MessageType, incoming.LogIdToShow, incoming.Delivery.Issues.Count);
        var handler = incoming.Message is null ? null : handlers.Find(incoming.Definition, incoming.Message.Meta.DataModel);
        try
        {
            return await (handler is null ? FallBackAsync(incoming, cancellationToken)
                : incoming.IsQuery ? AnswerAsync(handler, incoming, options, cancellationToken)
                : incoming.IsSignOn ? RunAsync(handler, incoming, options, cancellationToken)
                : HandleAsync(handler, incoming, options, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception) when (!IsCancelled(exception, cancellationToken))
        {
            return Fail(incoming, exception, options);
        }
    }

    private async Task<RedoxReply> HandleAsync(HandlerEntry handler, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        if (duplicates is null || incoming.Delivery.LogId is not { } logId)
        {
            return await RunAsync(handler, incoming, options, cancellationToken).ConfigureAwait(false);
        }

        var reply = await duplicates.RunOnceAsync(logId, () => RunAsync(handler, incoming, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (reply.Outcome == RedoxOutcome.Duplicate)
        {
            logger.DuplicateSkipped(incoming.MessageType, incoming.LogIdToShow);
        }

        return reply;
    }

    // The query's time counts from its arrival, and the requester is told when it is up, whatever the handler does then.
    private async Task<RedoxReply> AnswerAsync(HandlerEntry handler, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        incoming.Delivery.Deadline = incoming.Delivery.ReceivedAt + options.QueryTimeout;
        using var deadline = new CancellationTokenSource(options.QueryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var answer = RunAsync(handler, incoming, options, either.Token);
        try
        {
            return await answer.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (!answer.IsCompleted)
            {
                incoming.Body?.Abandon(answer);
                _ = answer.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            cancellationToken.ThrowIfCancellationRequested();
            logger.QueryTimedOut(incoming.MessageType, incoming.LogIdToShow, options.QueryTimeout);
            return Replies.QueryFailure(RedoxOutcome.TimedOut, 504, incoming.Definition!, "The application did not answer in time.");
        }
        catch (RedoxQueryRefusedException refusal)
        {
            logger.QueryRefused(incoming.MessageType, incoming.LogIdToShow, refusal.StatusCode);
            return Replies.QueryFailure(RedoxOutcome.Refused, refusal.StatusCode, incoming.Definition!, refusal.Message);
        }
    }

    private async Task<RedoxReply> RunAsync(HandlerEntry handler, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await handler.HandleAsync(scope.ServiceProvider, incoming, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RedoxReply> FallBackAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var unhandled = Unhandled(incoming);
        logger.MessageUnhandled(incoming.MessageType, incoming.LogIdToShow, unhandled.Reason, unhandled.Description, handlers.Fallback is not null);
        if (handlers.Fallback is not { } fallback)
        {
            return incoming.HasTooManyValues ? Replies.TooManyValues : incoming.Message is null ? Replies.Unreadable : Replies.UnhandledAs(501);
        }

        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var reply = await fallback(scope.ServiceProvider).HandleAsync(unhandled, incoming.Delivery, cancellationToken).ConfigureAwait(false);
            return incoming.Envelope is null && reply.StatusCode != 200 ? Replies.UnreadableAs(reply.StatusCode)
                : reply.StatusCode != 200 ? Replies.UnhandledAs(reply.StatusCode)
                : incoming.IsQuery || incoming.IsSignOn ? Replies.UnhandledAs(501)
                : Replies.FallbackAccepted;
        }
    }

    private static RedoxUnhandled Unhandled(IncomingMessage incoming) => incoming switch
    {
        { HasTooManyValues: true } => new RedoxUnhandled(RedoxUnhandledReason.TooManyValues, null, incoming.Problem!),
        { Message: null } => new RedoxUnhandled(RedoxUnhandledReason.Unreadable, null, incoming.Problem!),
        { Definition: null } => new RedoxUnhandled(RedoxUnhandledReason.UnknownEvent, incoming.Message, "The data model or event type is not known, and no handler for everything is registered."),
        { IsQuery: true } => new RedoxUnhandled(RedoxUnhandledReason.NoQueryHandler, incoming.Message, "No query handler is registered for it: AddQueryHandler."),
        { IsSignOn: true } => new RedoxUnhandled(RedoxUnhandledReason.NoHandler, incoming.Message, "No sign-on handler is registered: AddSignOnHandler."),
        _ => new RedoxUnhandled(RedoxUnhandledReason.NoHandler, incoming.Message, "No handler is registered for it: AddHandler."),
    };

    private RedoxReply Fail(IncomingMessage incoming, Exception exception, RedoxDestinationOptions options)
    {
        var shown = options.LogHandlerExceptions ? exception : null;
        if (exception is AnswerIncompleteException incomplete)
        {
            logger.AnswerIncomplete(incoming.MessageType, incoming.LogIdToShow, incomplete.Message);
        }
        else
        {
            logger.HandlerFailed(shown, incoming.MessageType, incoming.LogIdToShow, exception.GetType().Name);
        }

        return incoming.IsQuery ? Replies.QueryFailure(RedoxOutcome.Failed, 500, incoming.Definition!, "The application failed to answer.") : Replies.Failed;
    }

    private static bool IsCancelled(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
