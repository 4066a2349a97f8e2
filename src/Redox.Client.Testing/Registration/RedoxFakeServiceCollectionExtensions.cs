using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Redox.Client.Testing.Registration;

namespace Redox.Client.Testing;

/// <summary>Points an application's Redox client at a fake.</summary>
public static class RedoxFakeServiceCollectionExtensions
{
    /// <summary>
    /// Connects every Redox client that the application registers to the fake, as the given tenant. Addresses, credentials and the clock
    /// (<see cref="TimeProvider"/>) become the tenant's; all other settings, and the application itself, remain unchanged. A client with a legacy
    /// API key gets the fake's legacy key, any other client its OAuth key, and tokens are not shared through a cache. A client with an <see cref="IRedoxAssertionSigner"/> keeps
    /// it if its key is registered with the tenant (<see cref="RedoxFakeAuth.RegisterKey"/>); otherwise the fake's key signs, and the log warns about it.
    /// </summary>
    /// <remarks>
    /// <para>
    /// An in-memory fake replaces the clients' primary handlers. A fake on a socket keeps them, so that they are tested too, and only makes them
    /// bypass any proxy. Call this after the application's own registrations. A host that has neither a Redox client nor a destination does not start,
    /// because the call was made on the wrong services.
    /// </para>
    /// <para>
    /// No request is sent to the real Redox: every client of <see cref="IHttpClientFactory"/>, including the application's own, throws an
    /// <see cref="InvalidOperationException"/> instead of sending to redoxengine.com or one of its subdomains, and the verification of the tenant reports it even if
    /// the application has caught the exception. This does not cover an <see cref="HttpClient"/> that the application creates itself, nor a
    /// redirect that a primary handler follows.
    /// </para>
    /// </remarks>
    /// <param name="services">The application's services, in the test's host.</param>
    /// <param name="redox">The fake, or one of its tenants. You dispose it, preferably after the host: calls made after that fail.</param>
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
    /// Connects one of several Redox clients to a fake as a different tenant than the others, for example in an application with a client for each clinic.
    /// Call it after <see cref="UseRedoxFake(IServiceCollection, RedoxTenant)"/>, which covers all of them; the clock remains the one set there.
    /// </summary>
    /// <param name="services">The application's services, in the test's host.</param>
    /// <param name="name">The name of the client, as given to <c>AddRedoxClient</c>. With an unknown name the validation of every client's settings fails.</param>
    /// <param name="redox">Another tenant, or another fake. You dispose it.</param>
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
        if (IsOfRedox(builder))
        {
            foreach (var other in builder.AdditionalHandlers.OfType<EndedTenantGuard>().ToList())
            {
                builder.AdditionalHandlers.Remove(other); // The client belongs to another tenant now.
            }

            builder.AdditionalHandlers.Add(new EndedTenantGuard(redox));
            builder.PrimaryHandler = redox.Transport.Adapt(builder.PrimaryHandler);
        }

        builder.AdditionalHandlers.Add(new RealRedoxGuard(redox)); // Last, so that nothing bypasses it.
    }

    // The client's own HTTP clients, and those that the application has given its access token (AddRedoxAccessToken).
    private static bool IsOfRedox(HttpMessageHandlerBuilder builder) =>
        (builder.Name is { } name && name.StartsWith(RedoxHttpClientNames.Prefix, StringComparison.Ordinal))
        || builder.AdditionalHandlers.Any(handler => handler.GetType().Assembly == typeof(IRedoxClient).Assembly);
}
