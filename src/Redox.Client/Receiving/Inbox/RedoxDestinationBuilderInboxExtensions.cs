using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Dispatch;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Puts an inbox between Redox and the handlers of events: an event is stored, the response is 200, and a hosted service passes it to its handler, repeatedly until
/// the handler succeeds. Handlers never keep Redox waiting, and a failing one does not pause the feed.
/// </summary>
/// <remarks>
/// Requests are verified before anything is stored. Queries and sign-ons never go through the inbox, nor do events that neither a handler nor a fallback takes: those are
/// answered at once. Each inbox is a keyed service under the name of its destination, empty for the default destination; so is its <see cref="RedoxInboxOperations"/>.
/// </remarks>
public static class RedoxDestinationBuilderInboxExtensions
{
    /// <summary>Handles events through an inbox of your own.</summary>
    /// <typeparam name="TInbox">The inbox. A singleton, created with the services of the application.</typeparam>
    /// <param name="builder">The destination.</param>
    /// <param name="configure">Changes how messages are handled: retries, order. The section <c>Inbox</c> of the destination does, too; see <see cref="RedoxInboxOptions"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">The destination has an inbox already.</exception>
    public static RedoxDestinationBuilder UseInbox<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TInbox>(
        this RedoxDestinationBuilder builder, Action<RedoxInboxOptions>? configure = null)
        where TInbox : class, IRedoxInbox
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TInbox>();
        return builder.UseInbox(static provider => provider.GetRequiredService<TInbox>(), configure);
    }

    /// <summary>Handles events through an inbox created by a function.</summary>
    /// <param name="builder">The destination.</param>
    /// <param name="make">Creates the inbox, once. It is disposed with the application.</param>
    /// <param name="configure">Changes how messages are handled: retries, order. The section <c>Inbox</c> of the destination does, too; see <see cref="RedoxInboxOptions"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">The destination has an inbox already.</exception>
    public static RedoxDestinationBuilder UseInbox(
        this RedoxDestinationBuilder builder, Func<IServiceProvider, IRedoxInbox> make, Action<RedoxInboxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(make);
        var (name, services) = (builder.Name, builder.Services);
        if (services.Any(service => service.ServiceType == typeof(IRedoxInbox) && Equals(service.ServiceKey, name)))
        {
            throw new RedoxConfigurationException($"The destination '{DestinationName.Of(name)}' has an inbox already. Call one of UseSqliteInbox, UsePostgreSqlInbox, UseInMemoryInbox and UseInbox, and only once.");
        }

        OptionalPart.Use<RedoxInboxOptions, InboxOptionsValidator>(services, name, InboxOptionsBinder.Section, configure);
        services.AddKeyedSingleton(name, (provider, _) => make(provider));
        services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => new RedoxInboxOperations(
            provider.GetRequiredKeyedService<DestinationInbox>(name), provider.GetRequiredService<TimeProvider>(), Logger(provider)));
        if (name == Options.Options.DefaultName)
        {
            services.AddSingleton(provider => provider.GetRequiredKeyedService<RedoxInboxOperations>(name));
        }

        services.TryAddSingleton<StartChecks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartChecks>(provider => provider.GetRequiredService<StartChecks>()));
        services.AddSingleton<IHostedService>(provider => new InboxWorker(
            () => new StoredMessages(provider.GetRequiredKeyedService<MessageProcessor>(name), provider.GetRequiredKeyedService<DestinationInbox>(name), Logger(provider)),
            provider.GetRequiredService<TimeProvider>(),
            Logger(provider)));
        return builder;
    }

    private static DestinationInbox Create(IServiceProvider provider, string name)
    {
        var options = OptionalPart.Of<RedoxInboxOptions>(provider, name);
        var bodies = new StoredBodies(name, provider.GetService<IRedoxDataProtector>(), options.ProtectBodies);
        return new DestinationInbox(name, provider.GetRequiredKeyedService<IRedoxInbox>(name), bodies, options, Logger(provider));
    }

    private static ILogger<IRedoxInbox> Logger(IServiceProvider provider) => provider.GetRequiredService<ILogger<IRedoxInbox>>();
}
