using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Redox.Client;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Handlers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// What <c>AddRedoxDestination</c> returns: the place for the handlers of that destination. Exactly one handler handles a message: that of its event, else that of
/// its data model, else that for everything, else the fallback. Two handlers for the same are a fault, reported when the host starts.
/// </summary>
/// <remarks>
/// A handler is resolved in a scope of its own for each message, which is disposed when it has ended. It is registered as scoped, unless you registered it before
/// with another lifetime.
/// </remarks>
public sealed class RedoxDestinationBuilder
{
    internal RedoxDestinationBuilder(string name, IServiceCollection services) => (Name, Services) = (name, services);

    /// <summary>The name of the destination, which is also the name of its options and the key of its service; empty for the default destination.</summary>
    public string Name { get; }

    /// <summary>The services that the destination was added to.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds the handler of one event.</summary>
    /// <typeparam name="TMessage">The event, e.g. <c>PatientAdminArrival</c>. Not a query: see <see cref="AddQueryHandler{TQuery, TResponse, THandler}()"/>.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddHandler<TMessage, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TMessage : IRedoxMessage
        where THandler : class, IRedoxHandler<TMessage> => Add<THandler>(handlers => handlers.AddEvent(typeof(TMessage), EventEntry<TMessage, THandler>()));

    /// <summary>
    /// Adds the handler of a whole data model: its events without a handler of their own, those included that this package does not know
    /// (<see cref="UnknownMessage"/>). Queries never come here. A data model that this package does not know is one of your own, whose messages are all
    /// <see cref="UnknownMessage"/>; a name that looks like a slip is logged as a warning when the destination is made.
    /// </summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="dataModel">For example <c>Scheduling</c> or <c>Clinical Summary</c>; blanks and case do not count.</param>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(string dataModel)
        where THandler : class, IRedoxHandler<IRedoxMessage>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataModel);
        return Add<THandler>(handlers => handlers.AddDataModel(dataModel, EventEntry<IRedoxMessage, THandler>()));
    }

    /// <summary>
    /// Adds the handler of one event by its names: for events that this package does not know (<see cref="UnknownMessage"/>), of your own data model or new at Redox.
    /// </summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="dataModel">For example <c>Genomics</c>; blanks and case do not count.</param>
    /// <param name="eventType">For example <c>New</c>; blanks and case do not count.</param>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(string dataModel, string eventType)
        where THandler : class, IRedoxHandler<IRedoxMessage>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataModel);
        ArgumentException.ThrowIfNullOrWhiteSpace(eventType);
        return Add<THandler>(handlers => handlers.AddNamed(dataModel, eventType, EventEntry<IRedoxMessage, THandler>()));
    }

    /// <summary>
    /// Adds the handler of everything that has no nearer one, events included that this package does not know (<see cref="UnknownMessage"/>). Queries never come
    /// here, and unreadable bodies go to the fallback.
    /// </summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRedoxHandler<IRedoxMessage> => Add<THandler>(handlers => handlers.AddEverything(EventEntry<IRedoxMessage, THandler>()));

    /// <summary>Adds the handler that answers a query of Redox (RESPOND).</summary>
    /// <typeparam name="TQuery">The query, e.g. <c>PatientSearchQuery</c>.</typeparam>
    /// <typeparam name="TResponse">The answer that the query asks for, e.g. <c>PatientSearchResponse</c>.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddQueryHandler<TQuery, TResponse, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TQuery : IRedoxQuery<TResponse>
        where TResponse : IRedoxMessage
        where THandler : class, IRedoxQueryHandler<TQuery, TResponse> => Add<THandler>(handlers => handlers.AddQuery(typeof(TQuery), new HandlerEntry(
            typeof(THandler),
            static async (handler, incoming, options, cancellationToken) => Answers.Write(
                await ((THandler)handler).HandleAsync((TQuery)incoming.Message!, incoming.Delivery, cancellationToken).ConfigureAwait(false), options))));

    /// <summary>Adds the handler that signs users on (data model SSO). Needs <see cref="RedoxDestinationOptions.SsoSecrets"/>.</summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddSignOnHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRedoxSignOnHandler => Add<THandler>(handlers => handlers.AddSignOn(new HandlerEntry(
            typeof(THandler),
            static async (handler, incoming, _, cancellationToken) => new RedoxDestinationResponse(RedoxDestinationOutcome.SignedOn, 302)
            {
                Location = RedirectAddress.Of(await ((THandler)handler)
                    .HandleAsync((Redox.Client.Models.SsoSignOn)incoming.Message!, incoming.SsoToken!, incoming.Delivery, cancellationToken).ConfigureAwait(false)),
            })));

    /// <summary>Adds what takes everything that no handler takes, unreadable bodies included. Without it, those are refused.</summary>
    /// <typeparam name="TFallback">The fallback.</typeparam>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddFallbackHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFallback>()
        where TFallback : class, IRedoxFallbackHandler =>
        Add<TFallback>(handlers => handlers.AddFallbackHandler(typeof(TFallback)));

    private static HandlerEntry EventEntry<TMessage, THandler>()
        where TMessage : IRedoxMessage
        where THandler : class, IRedoxHandler<TMessage> => new(
            typeof(THandler),
            static async (handler, incoming, _, cancellationToken) =>
            {
                await ((THandler)handler).HandleAsync((TMessage)incoming.Message!, incoming.Delivery, cancellationToken).ConfigureAwait(false);
                return Replies.Handled;
            });

    private RedoxDestinationBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(Action<DestinationHandlers> add)
        where THandler : class
    {
        Services.TryAddScoped<THandler>();
        Services.Configure(Name, add);
        return this;
    }
}
