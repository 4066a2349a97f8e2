namespace Redox.Client.Testing.Hosting;

/// <summary>
/// Stops what a Redox client sends to a tenant that is disposed: as if nobody listened, with the reason. The wire could say only what Redox would, that
/// nobody knows the key.
/// </summary>
internal sealed class EndedTenantGuard(RedoxTenant redox) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        redox.Ended is { } ended ? throw BrokenConnection.ToNobody(ended) : base.SendAsync(request, cancellationToken);
}
