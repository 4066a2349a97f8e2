namespace Redox.Client.Receiving;

/// <summary>
/// Handles events that Redox delivers. Register it with
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilder.AddHandler{TMessage, THandler}()"/>; an instance is resolved in a scope of its own
/// for each message.
/// </summary>
/// <typeparam name="TMessage">The event, e.g. <c>PatientAdminArrival</c>; <see cref="IRedoxMessage"/> for a data model or for everything.</typeparam>
public interface IRedoxHandler<in TMessage>
    where TMessage : IRedoxMessage
{
    /// <summary>
    /// Handles one event. When it returns, Redox is told 200 and forgets the message. When it throws, Redox is told 500, pauses the feed, keeps the message and
    /// delivers it again. Behind an inbox Redox was told 200 before, and a message whose handler throws is tried again from there. A message may come more than once:
    /// delivery is at least once (Redox, "Asynchronous and synchronous messages").
    /// </summary>
    /// <param name="message">The event.</param>
    /// <param name="delivery">When, from where and how well readable it came.</param>
    /// <param name="cancellationToken">Cancelled when Redox gives the connection up; behind an inbox, when the application has no more time to stop.</param>
    /// <returns>A task that ends when the event is safe: stored, or done with.</returns>
    Task HandleAsync(TMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
