namespace Redox.Client.Testing.Registration;

/// <summary>Stops every request to the real Redox, as the last handler before the network. The tenant's verification reports it.</summary>
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

    // Only the host: path and query of a real request may identify a patient.
    private InvalidOperationException Stop(Uri address)
    {
        var finding = $"A request to the real {address.IdnHost} was stopped: this host uses a fake Redox (UseRedoxFake). Send it to {redox.BaseAddress}.";
        redox.ReportStopped(finding);
        return new(finding);
    }
}
