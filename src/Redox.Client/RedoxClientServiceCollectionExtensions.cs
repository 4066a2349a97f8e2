using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Redox.Client;
using Redox.Client.Authentication;
using Redox.Client.Calls;
using Redox.Client.Calls.RateLimit;
using Redox.Client.Memory;
using Redox.Client.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds <see cref="IRedoxClient"/> to the services of an application.</summary>
/// <remarks>
/// Adding a client again under the same name adds its settings to those already there, later ones winning; there is still only one client, one token
/// and one pipeline of that name. A <see cref="TimeProvider"/> or <see cref="IRedoxClient"/> that is registered already is kept.
/// </remarks>
public static class RedoxClientServiceCollectionExtensions
{
    /// <summary>Adds the default client, with its settings from a configuration section.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, for example <c>builder.Configuration.GetSection("Redox")</c>; see <see cref="RedoxClientOptions"/>.</param>
    /// <returns>A builder for further settings of the client.</returns>
    public static RedoxClientBuilder AddRedoxClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, section);
    }

    /// <summary>Adds the default client, with its settings from code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for further settings of the client.</returns>
    public static RedoxClientBuilder AddRedoxClient(this IServiceCollection services, Action<RedoxClientOptions> configure) =>
        Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds a named client, for applications with several organizations, environments or sources: a keyed <see cref="IRedoxClient"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name: the key of the service and the name of the options.</param>
    /// <param name="section">The section of this client; see <see cref="RedoxClientOptions"/>.</param>
    /// <returns>A builder for further settings of the client.</returns>
    public static RedoxClientBuilder AddRedoxClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, section);
    }

    /// <summary>Adds a named client with its settings from code: a keyed <see cref="IRedoxClient"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name: the key of the service and the name of the options.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for further settings of the client.</returns>
    public static RedoxClientBuilder AddRedoxClient(this IServiceCollection services, string name, Action<RedoxClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, configure);
    }

    private static RedoxClientBuilder Add(IServiceCollection services, string name, IConfiguration section)
    {
        var builder = Add(services, name, options => RedoxClientOptionsBinder.Bind(section, options));
        services.AddSingleton(new BoundSection((section as IConfigurationSection)?.Path ?? ""));
        return builder;
    }

    private static RedoxClientBuilder Add(IServiceCollection services, string name, Action<RedoxClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddOptions<RedoxClientOptions>(name).Configure(configure).ValidateOnStart();
        var builder = new RedoxClientBuilder(name, services);

        // The handlers of an HTTP client accumulate: a second registration of the same name would send every call through them twice.
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(CallRunner) && RedoxHttpClientNames.Api(name).Equals(service.ServiceKey)))
        {
            return builder;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MemoryCeiling>();
        services.TryAddSingleton<RollingWindows>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedoxClientOptions>, SettingsReport<RedoxClientOptions>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedoxClientOptions>, CredentialsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedoxClientOptions>, RedoxClientOptionsValidator>());
        TokenPipeline.Add(services, name);
        AddApi(services, new Api(RedoxHttpClientNames.Api(name), name, options => options.BaseAddress));

        if (name == Options.Options.DefaultName)
        {
            services.TryAddSingleton<IRedoxClient>(provider => RedoxClient.Create(provider, name));
        }
        else
        {
            services.TryAddKeyedSingleton<IRedoxClient>(name, (provider, _) => RedoxClient.Create(provider, name));
        }

        return builder;
    }

    private static void AddApi(IServiceCollection services, Api api)
    {
        services.AddKeyedSingleton(api.HttpClientName, (provider, _) => CallPipeline.CreateRunner(provider, api));
        CallPipeline.AddHttpClient(services, api, provider => new AccessTokenHandler(TokenPipeline.CacheOf(provider, new TokenKey(api.ClientName))));
    }
}
