using Redox.Client.Sending;
using Redox.Client.Telemetry;

namespace Redox.Client;

/// <summary>One call from end to end: address the message, write it, post it, read the answer.</summary>
internal sealed class RedoxClient(MessageSender sender, MessageRouting routing) : IRedoxClient
{
    public Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => AcknowledgedAsync(message, CallKind.Event, options, cancellationToken);

    public Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => AcknowledgedAsync(message, CallKind.WriteBack, options, cancellationToken);

    public async Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TResponse : IRedoxMessage
    {
        var call = Prepare(query, CallKind.Query, options);
        return await sender.SendAsync(call, answer => AnswerReader.ReadAnswer(call, answer, query), cancellationToken).ConfigureAwait(false);
    }

    private async Task<RedoxReceipt> AcknowledgedAsync(IRedoxEvent message, CallKind kind, RedoxCallOptions options, CancellationToken cancellationToken)
    {
        var call = Prepare(message, kind, options);
        return await sender.SendAsync(call, answer => AnswerReader.ReadReceipt(call, answer), cancellationToken).ConfigureAwait(false);
    }

    private OutgoingCall Prepare(IRedoxMessage message, CallKind kind, RedoxCallOptions options)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        if (options.AcceptDuplicateDelivery && kind == CallKind.WriteBack)
        {
            throw new ArgumentException(
                $"{nameof(RedoxCallOptions.AcceptDuplicateDelivery)} is set, but a write back changes a chart and is never repeated when it may have arrived. Use other options for it.",
                nameof(options));
        }

        return new OutgoingCall(kind, routing.Route(message, kind, options), options);
    }
}
