namespace Redox.Client.Receiving.Dispatch;

/// <summary>A registered handler: its type, by which it is created in the scope of one message, and how to call it.</summary>
internal sealed class HandlerEntry(Type handler, Func<object, IncomingMessage, RedoxDestinationOptions, CancellationToken, Task<RedoxDestinationResponse>> handle)
{
    public Type Handler { get; } = handler;

    public Task<RedoxDestinationResponse> HandleAsync(object instance, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken) =>
        handle(instance, incoming, options, cancellationToken);
}
