namespace Redox.Client.Testing.Hosting;

/// <summary>Stops every request to the real Redox, last of all handlers before the network. The tenant's verification tells of it.</summary>
internal sealed class RealRedoxGuard(RedoxTenant redox) : DelegatingHandler
{
    private const string Domain = "redoxengine.com";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsReal(request.RequestUri) ? throw Stop(request.RequestUri!) : base.SendAsync(request, cancellationToken);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsReal(request.RequestUri) ? throw Stop(request.RequestUri!) : base.Send(request, cancellationToken);

    private static bool IsReal(Uri? address)
    {
        var host = address is { IsAbsoluteUri: true } ? address.IdnHost.TrimEnd('.') : "";
        return host.Equals(Domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{Domain}", StringComparison.OrdinalIgnoreCase);
    }

    // The host alone: path and query of a real request may name a patient.
    private InvalidOperationException Stop(Uri address)
    {
        var finding = $"A request to the real {address.IdnHost} was stopped: this host runs on a fake of Redox (UseRedoxFake). Send it to {redox.BaseAddress}.";
        redox.ReportStopped(finding);
        return new(finding);
    }
}
