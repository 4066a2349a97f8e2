using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Calls;
using Redox.Client.Sending;

namespace Redox.Client;

/// <summary>Every call is an operation that the runner carries out.</summary>
/// <remarks>
/// Not disposable, although its runner is: an application may expose this singleton through a scoped registration of its own, and the end of
/// the first scope would dispose it for everyone.
/// </remarks>
internal sealed class RedoxClient(CallRunner runner, RedoxClientOptions settings) : IRedoxClient
{
    public static RedoxClient Create(IServiceProvider provider, string name) => new(
        provider.GetRequiredKeyedService<CallRunner>(RedoxHttpClientNames.Api(name)),
        provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(name));

    public Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => SendAsync(message, isWriteBack: false, options, cancellationToken);

    public Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.AcceptDuplicateDelivery)
        {
            throw new ArgumentException(
                $"{nameof(RedoxCallOptions.AcceptDuplicateDelivery)} is set, but a write back changes a chart and is retried only when it is known not to have arrived. Use other options for write backs.",
                nameof(options));
        }

        return SendAsync(message, isWriteBack: true, options, cancellationToken);
    }

    public Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TResponse : IRedoxMessage
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(options);
        return runner.RunAsync(new QueryOperation<TResponse>(query, options, settings), cancellationToken);
    }

    private Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, bool isWriteBack, RedoxCallOptions options, CancellationToken cancellationToken)
        where TMessage : IRedoxEvent
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        return runner.RunAsync(new SendOperation(message.AsMessage, isWriteBack, options, settings), cancellationToken);
    }
}
