using Microsoft.Extensions.Logging;
using Redox.Client.Errors;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>The inbox of one destination, shared by the receiving and the handling side.</summary>
internal sealed class DestinationInbox(string destination, IRedoxInbox store, RedoxInboxOptions options, ILogger logger)
{
    public string Destination => destination;

    /// <summary>The name of the destination in logs.</summary>
    public string Shown => DestinationName.Of(destination);

    public IRedoxInbox Store => store;

    public RedoxInboxOptions Options => options;

    public TraceLinks Traces { get; } = new();

    /// <summary>Set when there may be something to do.</summary>
    public Signal Signal { get; } = new();

    public IdleRequests Idle { get; } = new();

    public async Task<RedoxDestinationResponse> StoreAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var delivery = incoming.Delivery;
        Traces.Keep(incoming); // Before it is stored: it may be handled before this method continues.
        try
        {
            var isNew = await store.StoreAsync(destination, StoredLogId.Of(delivery.LogId), delivery.Body, delivery.ReceivedAt, cancellationToken).ConfigureAwait(false);
            Signal.Give();
            if (isNew)
            {
                logger.MessageStored(incoming.MessageType, incoming.LogIdInLog);
                return DestinationResponses.Stored;
            }

            logger.DuplicateNotStored(incoming.MessageType, incoming.LogIdInLog);
            return DestinationResponses.Duplicate;
        }
        catch (Exception exception) when (!exception.IsCancelledBy(cancellationToken))
        {
            logger.MessageNotStored(incoming.MessageType, incoming.LogIdInLog, StoreFailure.Describe(exception));
            return DestinationResponses.Failed;
        }
    }

    public Task<IInboxOwnership?> TryOwnAsync(DateTimeOffset now, CancellationToken cancellationToken) => store is IInboxOwner owner
        ? owner.TryOwnAsync(destination, options, now, cancellationToken)
        : Task.FromResult<IInboxOwnership?>(new ContractOwnership(destination, store));
}
