using Redox.Client.Memory;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Dispatch;

/// <summary>What becomes of a message of one destination, whether it was just received or comes from the inbox: it is read when there is memory for it, and dispatched.</summary>
internal sealed class MessageProcessor(string destination, DestinationSettings settings, MessageDispatcher dispatcher, MemoryCeiling memory)
{
    /// <summary>The name of the destination; empty for the default one.</summary>
    public string Destination => destination;

    /// <summary>Its name in logs: the default destination has none.</summary>
    public string Shown => DestinationName.Of(destination);

    public RedoxDestinationOptions Options => settings.Current;

    public MessageDispatcher Dispatcher => dispatcher;

    public MemoryShare NewShare(RedoxDestinationOptions options) => new(memory, memory.Of($"destination {destination}", options.MemoryLimits));

    /// <inheritdoc cref="IncomingMessage.ReadEnvelope"/>
    public IncomingMessage ReadEnvelope(ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt) => IncomingMessage.ReadEnvelope(destination, bytes, receivedAt);

    /// <inheritdoc cref="IncomingMessage.ReadAsync"/>
    public ValueTask<IncomingMessage?> ReadAsync(
        ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt, MemoryShare share, RedoxDestinationOptions options, CancellationToken cancellationToken, Action? begins = null) =>
        IncomingMessage.ReadAsync(destination, bytes, receivedAt, share, options, cancellationToken, begins);
}
