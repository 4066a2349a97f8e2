using Redox.Client.Testing.Hosting;

namespace Redox.Client.Testing.Registration;

/// <summary>
/// Stops requests of a Redox client to a disposed tenant as if nothing were listening, and gives the reason. A response could say only what Redox would say:
/// that the key is unknown.
/// </summary>
internal sealed class EndedTenantGuard(RedoxTenant redox) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        redox.Ended is { } ended ? throw BrokenConnection.NotListening(ended) : base.SendAsync(request, cancellationToken);
}
