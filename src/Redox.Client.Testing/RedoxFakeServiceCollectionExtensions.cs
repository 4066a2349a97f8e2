using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Redox.Client;
using Redox.Client.Testing;
using Redox.Client.Testing.Hosting;
using Redox.Client.Testing.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Points an application's Redox client at a fake.</summary>
public static class RedoxFakeServiceCollectionExtensions
{
    /// <summary>
    /// Lets every Redox client that the application registers talk to the fake, as the given tenant. Addresses, credentials and the clock
    /// (<see cref="TimeProvider"/>) become the tenant's; all other settings stay the application's, which itself is not changed. A client with a legacy
    /// API key gets the fake's legacy key, any other its OAuth key, and tokens are not shared through a cache. A client with an <see cref="IRedoxAssertionSigner"/> keeps
    /// that when the tenant knows its key (<see cref="RedoxFakeAuth.RegisterKey"/>); otherwise the fake's key signs, and the log warns of it.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A fake in memory replaces the clients' primary handlers. A fake on a socket keeps them, so that they are tested too, and only lets them
    /// bypass a proxy. Call this after the application's own registrations. A host with neither a Redox client nor a destination does not start: then the
    /// call was for other services.
    /// </para>
    /// <para>
    /// No request leaves for the real Redox: every client of <see cref="IHttpClientFactory"/>, the application's own ones too, throws an
    /// <see cref="InvalidOperationException"/> instead of sending to redoxengine.com or a name below it, and the verification of the tenant tells of it, even if
    /// the application has caught the exception. It does not reach an <see cref="HttpClient"/> that the application makes by itself, nor a
    /// redirect that a primary handler follows.
    /// </para>
    /// </remarks>
    /// <param name="services">The application's services, in the test's host.</param>
    /// <param name="redox">The fake, or one of its tenants. It stays yours to dispose, best after the host: a call that comes later finds nobody there.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseRedoxFake(this IServiceCollection services, RedoxTenant redox)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(redox);

        services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(redox.Clock);
        services.AddSingleton<IPostConfigureOptions<RedoxClientOptions>>(provider => new FakeSettings(redox, null, provider));
        services.PostConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => Redirect(builder, redox)));
        FakeUse.CheckAtStart(services);
        return services;
    }

    /// <summary>
    /// Lets one of several Redox clients talk to a fake as another tenant than the rest: an application with a client for each clinic, say.
    /// Call it after <see cref="UseRedoxFake(IServiceCollection, RedoxTenant)"/>, which is for all of them; the clock stays that one's.
    /// </summary>
    /// <param name="services">The application's services, in the test's host.</param>
    /// <param name="name">The name of the client, as it was given to <c>AddRedoxClient</c>. One that no client has fails the validation of every client's settings.</param>
    /// <param name="redox">Another tenant, or another fake. It stays yours to dispose.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseRedoxFake(this IServiceCollection services, string name, RedoxTenant redox)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(redox);

        services.AddSingleton<IPostConfigureOptions<RedoxClientOptions>>(provider => new FakeSettings(redox, name, provider));
        services.AddSingleton<IValidateOptions<RedoxClientOptions>>(new FakeUse(services, name));
        FakeUse.CheckAtStart(services);
        foreach (var http in new[] { RedoxHttpClientNames.Api(name), RedoxHttpClientNames.Token(name) })
        {
            services.PostConfigure<HttpClientFactoryOptions>(http, options => options.HttpMessageHandlerBuilderActions.Add(builder => Redirect(builder, redox)));
        }

        return services;
    }

    private static void Redirect(HttpMessageHandlerBuilder builder, RedoxTenant redox)
    {
        var isRedoxClient = builder.Name is { } name && name.StartsWith(RedoxHttpClientNames.Prefix, StringComparison.Ordinal);
        if (isRedoxClient)
        {
            foreach (var other in builder.AdditionalHandlers.OfType<EndedTenantGuard>().ToList())
            {
                builder.AdditionalHandlers.Remove(other); // The client is another tenant's now.
            }

            builder.AdditionalHandlers.Add(new EndedTenantGuard(redox));
            builder.PrimaryHandler = redox.Transport.Adapt(builder.PrimaryHandler);
        }

        builder.AdditionalHandlers.Add(new RealRedoxGuard(redox)); // Last, so that nothing gets past it.
    }
}
