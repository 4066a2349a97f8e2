using System.Collections.Concurrent;
using Redox.Client.Testing.Engine.Pushes;

namespace Redox.Client.Testing;

/// <content>The queues of the subscriptions, and the attempt on which all deliveries are based.</content>
public sealed partial class PushDestination
{
    private readonly ConcurrentDictionary<string, PushSubscription> _subscriptions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The subscriptions used so far, each with its own queue.</summary>
    public IReadOnlyList<PushSubscription> Subscriptions => [.. _subscriptions.Values.OrderBy(subscription => subscription.DataModel, StringComparer.Ordinal)];

    /// <summary>The subscription to a data model.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; spaces and case are ignored.</param>
    /// <exception cref="ArgumentException">
    /// The data model is unknown, none was enqueued, and it is not one of <see cref="RedoxFakeOptions.CustomEvents"/>.
    /// </exception>
    public PushSubscription Subscription(string dataModel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataModel);
        if (_subscriptions.TryGetValue(Bare(dataModel), out var used))
        {
            return used;
        }

        Push.Events.Check(dataModel, StringComparison.OrdinalIgnoreCase);
        return QueueOf(dataModel);
    }

    /// <summary>
    /// Adds an event to the queue of its data model, and returns before it is delivered. The messages of a queue arrive in order; when one is not
    /// accepted, all others wait until it is.
    /// </summary>
    /// <param name="message">The event. Its <c>Meta</c> is completed as by <see cref="SendAsync(IRedoxMessage, CancellationToken)"/>.</param>
    /// <param name="fault">The fault on its way. Default: none.</param>
    /// <returns>The delivery.</returns>
    /// <exception cref="ArgumentException">It is a query, which Redox does not queue, or does not name a data model.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public PushDelivery Enqueue(IRedoxMessage message, PushFault? fault = null) => Enqueue(PushedContent.Of(message), fault, nameof(message));

    /// <summary>Adds an event given as JSON to the queue of its data model. Otherwise like <see cref="Enqueue(IRedoxMessage, PushFault?)"/>.</summary>
    /// <param name="json">One JSON object with <c>Meta.DataModel</c>.</param>
    /// <param name="fault">The fault on its way. Default: none.</param>
    /// <returns>The delivery.</returns>
    /// <exception cref="ArgumentException">The text is not one JSON object, is a query, or does not name a data model.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public PushDelivery EnqueueJson(string json, PushFault? fault = null) => Enqueue(PushedContent.Of(json), fault, nameof(json));

    /// <summary>Waits until the queues of this destination are empty.</summary>
    /// <inheritdoc cref="RedoxPush.WhenIdleAsync(TimeSpan?, CancellationToken)"/>
    public Task WhenIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) => Push.WhenIdleAsync([this], within, cancellationToken);

    internal bool IsIdle => _subscriptions.Values.All(subscription => subscription.IsIdle);

    private PushSubscription QueueOf(string dataModel) =>
        _subscriptions.GetOrAdd(Bare(dataModel), static (_, names) => new(names.Item1, names.dataModel), (this, dataModel));

    private static string Bare(string dataModel) => dataModel.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Delivers a message for a caller that waits for the response.</summary>
    internal async Task<PushReply> AttemptAsync(PushDelivery delivery, CancellationToken cancellationToken)
    {
        _ = delivery.Content;
        var limit = IsQuery(delivery.DataModel, delivery.EventType) ? Push.Options.QueryTimeout : Push.Options.AnswerTimeout;
        var result = await Push.Work.DoAsync(ends => AttemptOnceAsync(delivery, limit, false, ends), cancellationToken).ConfigureAwait(false);
        result.Show();
        Push.Changes.Signal();
        return result.GetReply();
    }

    /// <summary>One attempt. Any exception of the handler counts as no response; the caller shows the result in the journal.</summary>
    internal async Task<AttemptResult> AttemptOnceAsync(PushDelivery delivery, TimeSpan limit, bool loseResponse, CancellationToken cancellationToken)
    {
        var attempt = new PushAttempt(Push.Clock.GetUtcNow());
        delivery.Add(attempt);
        try
        {
            var content = delivery.Content;
            using var request = PushRequests.Message(_address, content.Compose(delivery, attempt.Id), content.ContentType, _token, _bearer);
            var response = await ExchangeAsync(request, limit, cancellationToken).ConfigureAwait(false);
            return loseResponse
                ? throw new HttpRequestException(HttpRequestError.ResponseEnded, $"The response was lost: the test asked for {nameof(PushFault)}.{nameof(PushFault.AnswerLost)}.")
                : new(attempt, Push.Clock.GetUtcNow(), response, null);
        }
        catch (Exception exception)
        {
            return new(attempt, Push.Clock.GetUtcNow(), null, exception);
        }
    }

    private static bool IsQuery(string? dataModel, string? eventType) => RedoxJson.FindDefinition(dataModel, eventType)?.Kind == MessageKind.Query;

    private PushDelivery Enqueue(PushedContent content, PushFault? fault, string parameter)
    {
        if (IsQuery(content.DataModel, content.EventType))
        {
            throw new ArgumentException($"{content.DataModel}.{content.EventType} is a query, but Redox queues only events. Use {nameof(QueryAsync)} or {nameof(SendAsync)}.", parameter);
        }

        return content.DataModel is { } dataModel && !string.IsNullOrWhiteSpace(dataModel)
            ? QueueOf(dataModel).Enqueue(content, fault)
            : throw new ArgumentException(
                $"It has no Meta.DataModel, which names its queue. Use {nameof(Subscription)}(...).{nameof(PushSubscription.EnqueueBytes)} for anything that is not a message.", parameter);
    }

    // Waits for an application that observes its token, so that none of its code keeps running; one that does not must not delay the end of a test indefinitely.
    private static async Task<HttpResponseMessage> ResponseAsync(Task<HttpResponseMessage> response, CancellationToken cancellationToken)
    {
        await ((Task)response).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!response.IsCompleted)
        {
            await ((Task)response).WaitAsync(RedoxRequests.DefaultWait, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return response.IsCompleted ? await response.ConfigureAwait(false) : throw new OperationCanceledException(cancellationToken);
    }

    private async Task<PushReply> ExchangeAsync(HttpRequestMessage request, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, Push.Clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await ResponseAsync(_application.SendAsync(request, ends.Token), ends.Token).ConfigureAwait(false);
            return await PushReply.ReadAsync(response, Push.MaxResponseSize, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Name} did not answer within {limit} on the fake's clock. See {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.Push)}.", exception);
        }
    }
}
