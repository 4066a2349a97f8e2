using System.Globalization;
using Redox.Client.Memory;
using Redox.Client.Serialization;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>A received message, read as far as possible.</summary>
internal sealed class IncomingMessage
{
    private IncomingMessage(RedoxDeliveryContext delivery) => Delivery = delivery;

    /// <summary>The body, if it was just received; <see langword="null"/> for a message from an inbox.</summary>
    public ReceivedBody? Body { get; set; }

    public RedoxDeliveryContext Delivery { get; }

    /// <summary>Null when the body is not a message, or was not read as one; <see cref="Problem"/> then says why, without values.</summary>
    public IRedoxMessage? Message { get; private init; }

    /// <summary>The message, or only its <c>Meta</c> if it was not read; <see langword="null"/> when the body is not a message.</summary>
    public RedoxMessage? Envelope { get; private init; }

    public string? Problem { get; private init; }

    /// <summary>Whether it has too many values to be read.</summary>
    public bool HasTooManyValues { get; private init; }

    /// <summary>The signed token of a sign-on, if the request has a valid one.</summary>
    public RedoxSsoToken? SsoToken { get; set; }

    /// <summary>The exception of its handler, if that has failed.</summary>
    public HandlerFailure? Failure { get; set; }

    /// <summary>How its handler may complete it in a transaction of its own; <see langword="null"/> unless it comes from an inbox.</summary>
    public HandlerTransaction? Completion { get; set; }

    public MessageDefinition? Definition { get; private init; }

    public bool IsQuery => Definition is { Kind: MessageKind.Query };

    public bool IsSignOn => Definition is { Kind: MessageKind.SignOn };

    /// <summary>The event as shown in logs. Unknown names are free text from the sender, and are not shown.</summary>
    public string MessageType => Definition?.ToString() ?? (Envelope is null ? "An unreadable body" : "An unknown event");

    /// <inheritdoc cref="ClientTelemetry.LogIdToShow"/>
    public string? LogIdToShow => ClientTelemetry.LogIdToShow(Delivery.LogId);

    /// <inheritdoc cref="ClientTelemetry.LogIdInLog"/>
    public string LogIdInLog => ClientTelemetry.LogIdInLog(Delivery.LogId);

    /// <summary>Reads a message as soon as there is memory for it; of one with too many values only the <c>Meta</c> is read.</summary>
    /// <returns><see langword="null"/> when there is not enough memory in time.</returns>
    public static async ValueTask<IncomingMessage?> ReadAsync(
        string destination, ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt, MemoryShare share, RedoxDestinationOptions options,
        CancellationToken cancellationToken, Action? begins = null)
    {
        var weight = MessageWeight.Of(bytes.Span, options.MaxValues);
        var isTooMuch = weight.Values > options.MaxValues;
        if (!await share.HoldAsync(bytes.Length + (isTooMuch ? 0 : weight.Bytes), cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        begins?.Invoke();
        return isTooMuch
            ? ReadEnvelope(destination, bytes, receivedAt, string.Create(CultureInfo.InvariantCulture, $"It has more than {options.MaxValues:N0} values (MaxValues) and was not read."))
            : Read(destination, bytes, receivedAt);
    }

    /// <summary>Reads the part that says how to treat a message, in one pass, whatever its size.</summary>
    public static IncomingMessage ReadEnvelope(string destination, ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt, string? problem = null)
    {
        try
        {
            var envelope = PayloadReader.ReadEnvelope(bytes.Span);
            return new IncomingMessage(new RedoxDeliveryContext(destination, receivedAt, bytes, envelope.Meta.Logs, []))
            {
                Envelope = envelope,
                Definition = MessageRegistry.Find(envelope.Meta.DataModel, envelope.Meta.EventType),
                Problem = problem,
                HasTooManyValues = problem is not null,
            };
        }
        catch (RedoxPayloadException exception)
        {
            return Unreadable(destination, bytes, receivedAt, exception);
        }
    }

    private static IncomingMessage Read(string destination, ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt)
    {
        try
        {
            var (message, issues) = RedoxJson.Read(bytes.Span);
            return new IncomingMessage(new RedoxDeliveryContext(destination, receivedAt, bytes, message.Meta.Logs, issues))
            {
                Message = message,
                Envelope = message.AsMessage,
                Definition = message.AsMessage.TypeDefinition,
            };
        }
        catch (RedoxPayloadException exception)
        {
            return Unreadable(destination, bytes, receivedAt, exception);
        }
    }

    private static IncomingMessage Unreadable(string destination, ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt, RedoxPayloadException exception) =>
        new(new RedoxDeliveryContext(destination, receivedAt, bytes, [], [])) { Problem = exception.Message };
}
