using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Calls;

/// <summary>How long connections are kept. Whoever closes one first decides whether a message on it is lost without anybody knowing.</summary>
public sealed class ConnectionTests
{
    public static TheoryData<string> Names => [RedoxHttpClientNames.Api(), RedoxHttpClientNames.Token()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_idle_connection_is_closed_well_before_a_load_balancer_closes_it(string name) =>
        Assert.InRange(await IdleTimeoutAsync(name), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_application_may_bring_connections_of_its_own(string name) => Assert.Equal(
        TimeSpan.FromSeconds(50),
        await IdleTimeoutAsync(name, services => services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50) })));

    private static async Task<TimeSpan> IdleTimeoutAsync(string name, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxClient(options => options.Credentials = new() { ClientId = "the-client", KeyId = "the-key", PrivateKey = TestKeys.Rsa });
        configure?.Invoke(services);
        await using var provider = services.BuildServiceProvider();
        var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        return Assert.IsType<SocketsHttpHandler>(handler).PooledConnectionIdleTimeout;
    }
}
