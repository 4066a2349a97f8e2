using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Redox.Client.Calls.Http;

/// <summary>What all HTTP clients of this library have in common.</summary>
internal static class HttpClientSetup
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    // Load balancers commonly close a connection after 60 s without a request. What is written to it at that moment may have arrived,
    // as far as we know, so the client must close first.
    private static readonly TimeSpan IdleConnectionLifetime = TimeSpan.FromSeconds(25);

    public static IHttpClientBuilder AddRedoxHttpClient(this IServiceCollection services, Api api) =>
        services.AddHttpClient(api.HttpClientName, (provider, http) =>
            {
                http.BaseAddress = new Uri(api.Address(api.Options(provider)).AbsoluteUri.TrimEnd('/') + '/'); // Includes the path of a gateway, if any.
                http.Timeout = Timeout.InfiniteTimeSpan; // The pipeline and the token endpoint limit the time, using the application's TimeProvider.
                http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json"); // Unparsed, they are shared by all requests instead of copied.
                http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
            })
            .RemoveAllLoggers() // They would log headers and exceptions that we have not checked.
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => RemoveResilience(handlers))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // The client is a singleton; DNS changes are picked up through the lifetime of connections instead.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // Patient data goes to the configured host or nowhere.
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = ConnectTimeout,
                PooledConnectionIdleTimeout = IdleConnectionLifetime,
                PooledConnectionLifetime = ConnectionLifetime,
                UseCookies = false,
            });

    // An application may give all its HTTP clients resilience (ConfigureHttpClientDefaults). Around ours it would retry what may have arrived,
    // and cut queries short.
    private static void RemoveResilience(IList<DelegatingHandler> handlers)
    {
        foreach (var handler in handlers.OfType<ResilienceHandler>().ToList())
        {
            handlers.Remove(handler);
        }
    }

    private static string UserAgent { get; } = $"Redox.Client/{typeof(HttpClientSetup).Assembly.GetName().Version?.ToString(3)}";
}
