using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>What came in, read as far as it can be.</summary>
internal sealed class IncomingMessage
{
    private IncomingMessage(RedoxDelivery delivery) => Delivery = delivery;

    /// <summary>Where the bytes are when they were just received; <see langword="null"/> for a message out of an inbox.</summary>
    public ReceivedBody? Body { get; private init; }

    public RedoxDelivery Delivery { get; }

    /// <summary>Null when the body is no message; <see cref="Problem"/> then says why, without a value.</summary>
    public IRedoxMessage? Message { get; private init; }

    public string? Problem { get; private init; }

    /// <summary>The signed token of a sign-on, where the request has a valid one.</summary>
    public RedoxSsoToken? SsoToken { get; init; }

    public MessageDefinition? Definition => Message?.Object.KnownAs;

    public bool IsQuery => Definition is { Kind: MessageKind.Query };

    public bool IsSignOn => Definition is { Kind: MessageKind.SignOn };

    /// <summary>The event in a log. Names that are not known are free text of the sender, and do not show.</summary>
    public string MessageType => Definition?.ToString() ?? (Message is null ? "An unreadable body" : "An unknown event");

    /// <inheritdoc cref="ClientTelemetry.LogIdToShow"/>
    public string? LogIdToShow => ClientTelemetry.LogIdToShow(Delivery.LogId);

    public static IncomingMessage Read(string destination, ReceivedBody body, DateTimeOffset receivedAt, RedoxSsoToken? ssoToken) =>
        Read(destination, body.Memory, receivedAt, body, ssoToken);

    public static IncomingMessage Read(string destination, ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt, ReceivedBody? body = null, RedoxSsoToken? ssoToken = null)
    {
        try
        {
            var (message, issues) = RedoxJson.Read(bytes.Span);
            return new IncomingMessage(new RedoxDelivery(destination, receivedAt, bytes, message.Meta.Logs, issues))
            {
                Body = body,
                Message = message,
                SsoToken = ssoToken,
            };
        }
        catch (RedoxPayloadException exception)
        {
            return new IncomingMessage(new RedoxDelivery(destination, receivedAt, bytes, [], [])) { Body = body, Problem = exception.Message };
        }
    }
}
