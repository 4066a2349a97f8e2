using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Redox.Client;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Dispatch;
using Redox.Client.Receiving.SignOn;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// What <c>AddRedoxDestination</c> returns: the place for the handlers of that destination. Exactly one handler handles a message: the one for its event, or else for
/// its data model, or else for everything, or else the fallback. Two handlers for the same messages are an error, reported when the host starts.
/// </summary>
/// <remarks>
/// A handler is resolved in a separate scope for each message, which is disposed afterwards. It is registered as scoped, unless you have registered it
/// with another lifetime before.
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
    /// Adds the handler of a whole data model: its events without their own handler, including those that this package does not know
    /// (<see cref="UnknownMessage"/>). Queries never come here. A data model that this package does not know is custom, and all its messages are
    /// <see cref="UnknownMessage"/>; a name that looks like a typo is logged as a warning when the destination is created.
    /// </summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="dataModel">For example <c>Scheduling</c> or <c>Clinical Summary</c>; spaces and case are ignored.</param>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(string dataModel)
        where THandler : class, IRedoxHandler<IRedoxMessage>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataModel);
        return Add<THandler>(handlers => handlers.AddDataModel(dataModel, EventEntry<IRedoxMessage, THandler>()));
    }

    /// <summary>
    /// Adds the handler of one event by its names: for events that this package does not know (<see cref="UnknownMessage"/>), custom or new at Redox.
    /// </summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="dataModel">For example <c>Genomics</c>; spaces and case are ignored.</param>
    /// <param name="eventType">For example <c>New</c>; spaces and case are ignored.</param>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(string dataModel, string eventType)
        where THandler : class, IRedoxHandler<IRedoxMessage>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataModel);
        ArgumentException.ThrowIfNullOrWhiteSpace(eventType);
        return Add<THandler>(handlers => handlers.AddNamed(dataModel, eventType, EventEntry<IRedoxMessage, THandler>()));
    }

    /// <summary>
    /// Adds the handler of everything without a more specific one, including events that this package does not know (<see cref="UnknownMessage"/>). Queries never come
    /// here, and unreadable bodies go to the fallback.
    /// </summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRedoxHandler<IRedoxMessage> => Add<THandler>(handlers => handlers.AddEverything(EventEntry<IRedoxMessage, THandler>()));

    /// <summary>Adds the handler that answers a query from Redox (RESPOND).</summary>
    /// <typeparam name="TQuery">The query, e.g. <c>PatientSearchQuery</c>.</typeparam>
    /// <typeparam name="TResponse">The response that the query requires, e.g. <c>PatientSearchResponse</c>.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <returns>The same builder.</returns>
    public RedoxDestinationBuilder AddQueryHandler<TQuery, TResponse, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TQuery : IRedoxQuery<TResponse>
        where TResponse : IRedoxMessage
        where THandler : class, IRedoxQueryHandler<TQuery, TResponse> => Add<THandler>(handlers => handlers.AddQuery(typeof(TQuery), new HandlerEntry(
            typeof(THandler),
            static async (handler, incoming, options, cancellationToken) => QueryResponses.Write(
                await ((THandler)handler).HandleAsync((TQuery)incoming.Message!, incoming.Delivery, cancellationToken).ConfigureAwait(false), options))));

    /// <summary>Adds the handler that signs on users (data model SSO). Needs <see cref="RedoxDestinationOptions.SsoSecrets"/>.</summary>
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

    /// <summary>Adds the handler for everything that no other handler takes, including unreadable bodies. Without it, those are refused.</summary>
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
                return DestinationResponses.Handled;
            });

    private RedoxDestinationBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(Action<DestinationHandlers> add)
        where THandler : class
    {
        Services.TryAddScoped<THandler>();
        Services.Configure(Name, add);
        return this;
    }
}
