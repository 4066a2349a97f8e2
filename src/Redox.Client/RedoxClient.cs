using Redox.Client.Sending;

namespace Redox.Client;

/// <summary>One call from end to end: address the message, write it, post it, read the answer.</summary>
internal sealed class RedoxClient(MessageSender sender, MessageRouting routing) : IRedoxClient
{
    public Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => AcknowledgedAsync(message, CallKind.Event, cancellationToken);

    public Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => AcknowledgedAsync(message, CallKind.WriteBack, cancellationToken);

    public async Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, CancellationToken cancellationToken = default)
        where TResponse : IRedoxMessage
    {
        var call = Prepare(query, CallKind.Query);
        return await sender.SendAsync(call, answer => AnswerReader.ReadAnswer(call, answer, query), cancellationToken).ConfigureAwait(false);
    }

    private async Task<RedoxReceipt> AcknowledgedAsync(IRedoxEvent message, CallKind kind, CancellationToken cancellationToken)
    {
        var call = Prepare(message, kind);
        return await sender.SendAsync(call, answer => AnswerReader.ReadReceipt(call, answer), cancellationToken).ConfigureAwait(false);
    }

    private OutgoingCall Prepare(IRedoxMessage message, CallKind kind)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new OutgoingCall(kind, routing.Route(message, kind));
    }
}
