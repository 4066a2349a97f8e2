using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Redox.Client.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Points an application's Redox client at a fake.</summary>
public static class RedoxFakeServiceCollectionExtensions
{
    private const string RedoxHttpClients = "Redox.Client";

    /// <summary>
    /// Lets every Redox client that the application registers talk to the fake: addresses, credentials, the way requests travel, and the
    /// clock (<see cref="TimeProvider"/>) are the fake's. The application itself is not changed. Call it after the application's own
    /// registrations.
    /// </summary>
    /// <param name="services">The application's services, in the test's host.</param>
    /// <param name="redox">The fake. It has to outlive the host.</param>
    public static IServiceCollection UseRedoxFake(this IServiceCollection services, RedoxFake redox)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(redox);

        services.RemoveAll<TimeProvider>().AddSingleton(redox.Clock);
        return services.PostConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => Redirect(builder, redox)));
    }

    private static void Redirect(HttpMessageHandlerBuilder builder, RedoxFake redox)
    {
        if (builder.Name is { } name && name.StartsWith(RedoxHttpClients, StringComparison.Ordinal))
        {
            builder.PrimaryHandler = redox.Transport.Adapt(builder.PrimaryHandler);
        }
    }
}
