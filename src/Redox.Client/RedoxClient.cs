using Redox.Client.Calls.Http;
using Redox.Client.Sending;
using Redox.Client.Telemetry;

namespace Redox.Client;

/// <summary>One call from end to end: the message and the reader of its response.</summary>
/// <remarks>
/// Not disposable, although its sender is: an application may expose this singleton through a scoped registration of its own, and the end of
/// the first scope would dispose it for everyone.
/// </remarks>
internal sealed class RedoxClient(MessageSender sender) : IRedoxClient
{
    private static readonly Func<OutgoingCall, ApiResponse, CallResult<RedoxReceipt>> Receipt = (call, answer) => ResponseReader.ReadReceipt(call, answer);

    public Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => sender.SendAsync(CallKind.Event, message, options, Receipt, cancellationToken);

    public Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => sender.SendAsync(CallKind.WriteBack, message, options, Receipt, cancellationToken);

    public Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TResponse : IRedoxMessage =>
        sender.SendAsync(CallKind.Query, query, options, (call, answer) => ResponseReader.ReadAnswer(call, answer, query), cancellationToken);
}
