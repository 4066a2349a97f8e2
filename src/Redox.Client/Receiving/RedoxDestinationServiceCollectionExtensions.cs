using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Memory;
using Redox.Client.Options;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Deduplication;
using Redox.Client.Receiving.Dispatch;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds destinations, to which Redox delivers, to the services of an application.</summary>
/// <remarks>
/// Adding a destination again under the same name adds settings and handlers to those already there. A <see cref="TimeProvider"/> that is registered already is
/// kept. In ASP.NET Core, give the destination an address with <c>app.MapRedoxDestination("/redox")</c>.
/// </remarks>
public static class RedoxDestinationServiceCollectionExtensions
{
    /// <summary>Adds the default destination, with its settings from a configuration section.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, for example <c>builder.Configuration.GetSection("Redox:Destination")</c>; see <see cref="RedoxDestinationOptions"/>.</param>
    /// <returns>A builder for the handlers of the destination.</returns>
    public static RedoxDestinationBuilder AddRedoxDestination(this IServiceCollection services, IConfiguration section) =>
        Add(services, Options.Options.DefaultName, section);

    /// <summary>Adds the default destination, with its settings from code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for the handlers of the destination.</returns>
    public static RedoxDestinationBuilder AddRedoxDestination(this IServiceCollection services, Action<RedoxDestinationOptions> configure) =>
        Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds a named destination, for applications with several destinations: each has its own tokens and handlers.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name: the key of the service and the name of the options.</param>
    /// <param name="section">The section of this destination; see <see cref="RedoxDestinationOptions"/>.</param>
    /// <returns>A builder for the handlers of the destination.</returns>
    public static RedoxDestinationBuilder AddRedoxDestination(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, section);
    }

    /// <summary>Adds a named destination with its settings from code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name: the key of the service and the name of the options.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for the handlers of the destination.</returns>
    public static RedoxDestinationBuilder AddRedoxDestination(this IServiceCollection services, string name, Action<RedoxDestinationOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, configure);
    }

    private static RedoxDestinationBuilder Add(IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var builder = Add(services, name, options => RedoxDestinationOptionsBinder.Bind(section, options));
        services.Configure<RedoxInboxOptions>(name, options => InboxOptionsBinder.Bind(section, options));
        services.Configure<RedoxDeduplicationOptions>(name, options => DeduplicationOptionsBinder.Bind(section, options));
        services.AddSingleton(new BoundSection((section as IConfigurationSection)?.Path ?? ""));
        services.AddSingleton<IOptionsChangeTokenSource<RedoxDestinationOptions>>(new ConfigurationChangeTokenSource<RedoxDestinationOptions>(name, section));
        return builder;
    }

    private static RedoxDestinationBuilder Add(IServiceCollection services, string name, Action<RedoxDestinationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddLogging();
        services.AddOptions<RedoxDestinationOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MemoryCeiling>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedoxDestinationOptions>, SettingsReport<RedoxDestinationOptions>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedoxDestinationOptions>, RedoxDestinationOptionsValidator>());
        services.TryAddKeyedSingleton(name, (provider, _) => CreateProcessor(provider, name));
        if (name == Options.Options.DefaultName)
        {
            services.TryAddSingleton(provider => Create(provider, name));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => Create(provider, name));
        }

        return new RedoxDestinationBuilder(name, services);
    }

    private static RedoxDestination Create(IServiceProvider provider, string name) => new(
        provider.GetRequiredKeyedService<MessageProcessor>(name),
        provider.GetKeyedService<DestinationInbox>(name),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<RedoxDestination>>());

    private static MessageProcessor CreateProcessor(IServiceProvider provider, string name)
    {
        var logger = provider.GetRequiredService<ILogger<RedoxDestination>>();
        var time = provider.GetRequiredService<TimeProvider>();
        var settings = new DestinationSettings(name, provider.GetRequiredService<IOptionsMonitor<RedoxDestinationOptions>>(), logger);
        var handlers = provider.GetRequiredService<IOptionsMonitor<DestinationHandlers>>().Get(name);
        var duplicates = provider.GetKeyedService<IRedoxDeduplicationStore>(name) is { } store ? new DuplicateCheck(name, store, time, logger) : null;
        Warn(name, handlers, logger);
        var dispatcher = new MessageDispatcher(handlers, provider.GetRequiredService<IServiceScopeFactory>(), duplicates, time, logger);
        return new MessageProcessor(name, settings, dispatcher, provider.GetRequiredService<MemoryCeiling>());
    }

    // Not faults, since each may be intended: a destination that is only verified so far, or a data model that Redox defined for its customer.
    private static void Warn(string name, DestinationHandlers handlers, ILogger logger)
    {
        if (handlers.IsEmpty)
        {
            logger.NothingHandled(DestinationName.Of(name));
        }

        foreach (var doubt in handlers.Doubts)
        {
            logger.HandlerNameUnusual(DestinationName.Of(name), doubt);
        }
    }
}
