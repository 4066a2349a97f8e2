namespace Redox.Client.Receiving;

/// <summary>
/// Handles events that Redox delivers. Register it with
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilder.AddHandler{TMessage, THandler}()"/>; an instance is resolved in a separate scope
/// for each message.
/// </summary>
/// <typeparam name="TMessage">The event, e.g. <c>PatientAdminArrival</c>; <see cref="IRedoxMessage"/> for a data model or for everything.</typeparam>
public interface IRedoxHandler<in TMessage>
    where TMessage : IRedoxMessage
{
    /// <summary>
    /// Handles one event. When it returns, the response is 200 and Redox forgets the message. When it throws, the response is 500: Redox pauses the feed, keeps the message and
    /// delivers it again. Behind an inbox, Redox has already received 200, and a message whose handler throws is retried from there. A message may come more than once:
    /// delivery is at least once (Redox, "Asynchronous and synchronous messages").
    /// </summary>
    /// <param name="message">The event.</param>
    /// <param name="delivery">When and where it came from, and what was unusual about it.</param>
    /// <param name="cancellationToken">Cancelled when Redox closes the connection; behind an inbox, when the shutdown timeout of the application is over.</param>
    /// <returns>A task that completes when the event is safe: stored, or fully processed.</returns>
    Task HandleAsync(TMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
