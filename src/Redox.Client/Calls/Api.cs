using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Redox.Client.Calls;

/// <summary>An API of Redox as one client calls it.</summary>
/// <param name="HttpClientName">The name of its HTTP client.</param>
/// <param name="ClientName">The name of the client, whose settings apply.</param>
/// <param name="Address">Where it is, according to these settings.</param>
internal sealed record Api(string HttpClientName, string ClientName, Func<RedoxClientOptions, Uri> Address)
{
    public RedoxClientOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(ClientName);
}
