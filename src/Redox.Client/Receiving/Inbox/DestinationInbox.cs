using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>The inbox of one destination: what the side that receives and the side that handles share.</summary>
internal sealed class DestinationInbox(string destination, IRedoxInbox store, RedoxInboxOptions options, ILogger logger)
{
    private volatile TaskCompletionSource _stored = NewSignal();

    public IRedoxInbox Store => store;

    public RedoxInboxOptions Options => options;

    public TraceLinks Traces { get; } = new();

    /// <summary>Ends as soon as something is stored after this was called.</summary>
    public Task NextStored()
    {
        if (_stored.Task.IsCompleted)
        {
            _stored = NewSignal();
        }

        return _stored.Task;
    }

    public async Task<RedoxReply> StoreAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var delivery = incoming.Delivery;
        Traces.Keep(incoming); // Before it is stored: it may be handled before this goes on.
        try
        {
            var isNew = await store.StoreAsync(destination, delivery.LogId, delivery.Body, delivery.ReceivedAt, cancellationToken).ConfigureAwait(false);
            _stored.TrySetResult();
            if (isNew)
            {
                logger.MessageStored(incoming.MessageType, incoming.LogIdToShow);
                return Replies.Stored;
            }

            logger.DuplicateNotStored(incoming.MessageType, incoming.LogIdToShow);
            return Replies.Duplicate;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.MessageNotStored(incoming.MessageType, incoming.LogIdToShow, exception.GetType().Name);
            return Replies.Failed;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
