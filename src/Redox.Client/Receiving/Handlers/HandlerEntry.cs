namespace Redox.Client.Receiving.Handlers;

/// <summary>A registered handler: for what it is, and how to call it with the services of one message's scope.</summary>
internal sealed class HandlerEntry(Type handler, Func<IServiceProvider, IncomingMessage, RedoxDestinationOptions, CancellationToken, Task<RedoxReply>> handle)
{
    public Type Handler { get; } = handler;

    public Task<RedoxReply> HandleAsync(IServiceProvider services, IncomingMessage incoming, RedoxDestinationOptions options, CancellationToken cancellationToken) =>
        handle(services, incoming, options, cancellationToken);
}
