using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Redox.Client.Testing;

namespace Redox.Client.Tests.Setup;

/// <summary>
/// Another address than the fake's own, with the fake behind it: as a gateway, or as Redox's own name in the DNS would lead to it. It only hands on.
/// </summary>
internal sealed class Gateway(string address)
{
    private readonly ConcurrentQueue<string> _asked = new();

    public Uri Address { get; } = new(address);

    /// <summary>The addresses that were asked, whole and in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>What assertions name. Default: the gateway itself.</summary>
    public string Audience { get; init; } = $"{address.TrimEnd('/')}/v2/auth/token";

    public void StandBefore(RedoxTenant redox, IServiceCollection services)
    {
        services.PostConfigure<RedoxClientOptions>(options => options.BaseAddress = Address);

        // Before the last handler, with which the fake stops what would leave for the real Redox.
        services.PostConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.AdditionalHandlers.Insert(builder.AdditionalHandlers.Count - 1, new Readdress(this, redox))));
    }

    private sealed class Readdress(Gateway gateway, RedoxTenant redox) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = request.RequestUri!;
            gateway._asked.Enqueue(asked.AbsoluteUri);
            request.RequestUri = new Uri(redox.BaseAddress, asked.AbsoluteUri[gateway.Address.AbsoluteUri.TrimEnd('/').Length..]);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                request.RequestUri = asked; // The client may send it again, and knows nothing of what is behind.
            }
        }
    }
}
