using Microsoft.Extensions.Logging;
using Redox.Client.Memory;
using Redox.Client.Receiving.Dispatch;
using Redox.Client.Receiving.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Reads the messages of an inbox, and passes them to their handlers.</summary>
internal sealed class StoredMessages(MessageProcessor processor, DestinationInbox inbox, ILogger logger)
{
    public DestinationInbox Inbox => inbox;

    /// <summary>The share of one message. Until there is room for it, its bytes do not count: waiting messages would wait for one another.</summary>
    public MemoryShare NewShare() => processor.NewShare(processor.Options);

    /// <summary>Reads a message as soon as there is room for it.</summary>
    public async Task<IncomingMessage> ReadAsync(RedoxInboxEntry entry, MemoryShare share, Action begins, CancellationToken cancellationToken)
    {
        for (var waits = 0; ; waits++)
        {
            var options = processor.Options;
            share.Patience = MemoryCeiling.Patience; // Then it moves to another place in the line, so that a giant does not hold up all others indefinitely.
            if (await processor.ReadAsync(entry.Body, entry.ReceivedAt, share, options, cancellationToken, begins).ConfigureAwait(false) is { } incoming)
            {
                if (entry is { Attempts: 0, Deaths: 0 })
                {
                    DestinationMeter.MessageRead(incoming);
                }

                return incoming;
            }

            if (waits == 0)
            {
                logger.InboxWaitsForMemory(inbox.Shown, options.MaxMemoryInFlight);
            }
        }
    }

    /// <summary>Passes a message to its handler. An attempt that was cancelled without being abandoned has failed: its time was up.</summary>
    public async Task<RedoxDestinationResponse> HandleAsync(IncomingMessage incoming, CancellationToken cancellationToken, CancellationToken abandoned)
    {
        using var activity = InboxMeter.Begin(incoming, inbox.Traces.Of(incoming));
        RedoxDestinationResponse response;
        try
        {
            response = await processor.Dispatcher.DispatchAsync(incoming, processor.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested)
        {
            response = DestinationResponses.Failed;
        }

        InboxMeter.Attempted(activity, incoming, response);
        if (response.StatusCode < 400)
        {
            inbox.Traces.Forget(incoming);
        }

        return response;
    }
}
