namespace Redox.Client;

/// <summary>
/// Exchanges messages through Redox. Thread-safe; meant to live as long as the application. Registered by
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxClientServiceCollectionExtensions"/>.
/// </summary>
/// <remarks>
/// Every call throws a <see cref="RedoxException"/> when it fails, and <see cref="OperationCanceledException"/> when the caller cancels it:
/// <see cref="RedoxConfigurationException"/> (unknown destination), <see cref="RedoxValidationException"/> (the message is incomplete),
/// <see cref="RedoxAuthenticationException"/> (no token, or refused), <see cref="RedoxRejectedException"/> (refused by Redox or the destination),
/// <see cref="RedoxRateLimitException"/>, <see cref="RedoxUnavailableException"/> (no usable response in time).
/// <see cref="RedoxException.Delivery"/> says whether the message may have arrived.
/// </remarks>
public interface IRedoxClient
{
    /// <summary>
    /// Sends an event to one or more destinations. It is retried only when it is known not to have arrived, so this library never duplicates it.
    /// </summary>
    /// <typeparam name="TMessage">The type of the event.</typeparam>
    /// <param name="message">The event. Its <c>Meta</c> names at least one destination, by ID or by a configured name.</param>
    /// <param name="cancellationToken">Stops waiting. The event may have arrived nevertheless.</param>
    /// <returns>Redox's acknowledgement: the event was accepted, not yet delivered.</returns>
    /// <exception cref="RedoxException">The event was not accepted, or it is not known whether it was.</exception>
    Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => SendAsync(message, RedoxCallOptions.Default, cancellationToken);

    /// <summary>
    /// Sends an event with settings for this call: other destinations, another time limit, or consent to a retry that may duplicate the event.
    /// </summary>
    /// <typeparam name="TMessage">The type of the event.</typeparam>
    /// <param name="message">The event.</param>
    /// <param name="options">The settings of this call.</param>
    /// <param name="cancellationToken">Stops waiting. The event may have arrived nevertheless.</param>
    /// <returns>Redox's acknowledgement: the event was accepted, not yet delivered.</returns>
    /// <exception cref="RedoxException">The event was not accepted, or it is not known whether it was.</exception>
    Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent;

    /// <summary>
    /// Writes to the chart of the destination. On the wire the same as sending; kept apart because a write back changes a record:
    /// it is never retried unless it is known not to have arrived, and no setting changes that.
    /// </summary>
    /// <inheritdoc cref="SendAsync{TMessage}(TMessage, CancellationToken)" path="/typeparam|/param|/returns|/exception"/>
    Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent => WriteBackAsync(message, RedoxCallOptions.Default, cancellationToken);

    /// <summary>Writes to the chart of the destination with settings for this call: other destinations or another time limit.</summary>
    /// <inheritdoc cref="SendAsync{TMessage}(TMessage, RedoxCallOptions, CancellationToken)" path="/typeparam|/param|/returns|/exception"/>
    /// <exception cref="ArgumentException"><see cref="RedoxCallOptions.AcceptDuplicateDelivery"/> is set: a write back is never retried when it may have arrived.</exception>
    Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TMessage : IRedoxEvent;

    /// <summary>
    /// Queries one destination and waits for its response, up to 120 seconds. Transient failures are retried within that time.
    /// </summary>
    /// <typeparam name="TResponse">The type of the response, determined by the query.</typeparam>
    /// <param name="query">The query. Its <c>Meta</c> names exactly one destination, by ID or by a configured name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The destination's response.</returns>
    /// <exception cref="RedoxException">The query failed at Redox or at the destination.</exception>
    Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, CancellationToken cancellationToken = default)
        where TResponse : IRedoxMessage => QueryAsync(query, RedoxCallOptions.Default, cancellationToken);

    /// <summary>Queries one destination with settings for this call: another destination or another time limit.</summary>
    /// <typeparam name="TResponse">The type of the response, determined by the query.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="options">The settings of this call.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The destination's response.</returns>
    /// <exception cref="RedoxException">The query failed at Redox or at the destination.</exception>
    Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, RedoxCallOptions options, CancellationToken cancellationToken = default)
        where TResponse : IRedoxMessage;
}
