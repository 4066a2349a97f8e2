using Microsoft.Extensions.Logging;
using Redox.Client.Errors;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>The inbox of one destination, shared by the receiving and the handling side.</summary>
internal sealed class DestinationInbox(string destination, IRedoxInbox store, StoredBodies bodies, RedoxInboxOptions options, ILogger logger)
{
    private readonly StoredKey _keys = new($"redox inbox {destination}", options.KeySecret);
    private readonly IReadOnlyList<string> _identifierTypes = options.IdentifierTypes;

    public string Destination => destination;

    /// <summary>The name of the destination in logs.</summary>
    public string Shown => DestinationName.Of(destination);

    public IRedoxInbox Store => store;

    public StoredBodies Bodies => bodies;

    public RedoxInboxOptions Options => options;

    public TraceLinks Traces { get; } = new();

    /// <summary>Set when there may be something to do.</summary>
    public Signal Signal { get; } = new();

    public IdleRequests Idle { get; } = new();

    /// <summary>Whether a message must be read before it is stored, because its key is computed from the whole of it.</summary>
    public bool ReadsMessages => options.Key.Select is not null;

    public async Task<RedoxDestinationResponse> StoreAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var delivery = incoming.Delivery;
        Traces.Keep(incoming); // Before it is stored: it may be handled before this method continues.
        try
        {
            var key = KeyOf(incoming);
            var isNew = await store.StoreAsync(
                new RedoxInboxMessage
                {
                    Destination = destination,
                    LogId = StoredLogId.Of(delivery.LogId),
                    Key = key.Text is { Length: > 0 } text ? _keys.Of(text) : key.Text,
                    IsBarrier = key.IsBarrier,
                    ReceivedAt = delivery.ReceivedAt,
                    Body = bodies.ToStore(delivery.Body),
                },
                cancellationToken).ConfigureAwait(false);
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

    private MessageKey KeyOf(IncomingMessage incoming)
    {
        if (options.Key.Select is { } select)
        {
            return Selected(incoming, select);
        }

        return options.Key == InboxKey.None ? MessageKey.None
            : options.Key == InboxKey.Patient ? KeyReader.Patient(incoming, _identifierTypes)
            : options.Key == InboxKey.Visit ? KeyReader.Visit(incoming)
            : MessageKey.Destination;
    }

    private MessageKey Selected(IncomingMessage incoming, Func<RedoxMessage, string?> select)
    {
        if (incoming.Message is null)
        {
            return MessageKey.Barrier;
        }

        try
        {
            return select(incoming.Message.AsMessage) is { Length: > 0 } key ? new MessageKey("own " + key) : MessageKey.Destination;
        }
        catch (Exception exception)
        {
            logger.KeyFailed(incoming.MessageType, incoming.LogIdInLog, Shown, exception.GetType().Name);
            return MessageKey.Barrier;
        }
    }
}
