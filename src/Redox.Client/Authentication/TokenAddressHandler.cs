namespace Redox.Client.Authentication;

/// <summary>Refuses requests to addresses other than the client's own, so that its token goes nowhere else.</summary>
internal sealed class TokenAddressHandler(RedoxClientOptions options) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { IsAbsoluteUri: true } address && !IsOfClient(address)
            ? throw new RedoxConfigurationException(
                $"A request to {address.GetLeftPart(UriPartial.Authority)} would carry an access token of Redox there. It goes only to {Name(options.BaseAddress)} and {Name(options.BlobAddress)}: "
                + $"{options.Path.To(nameof(options.BaseAddress))} and {options.Path.To(nameof(options.BlobAddress))}.")
            : base.SendAsync(request, cancellationToken);

    private bool IsOfClient(Uri address) => IsAt(address, options.BaseAddress) || IsAt(address, options.BlobAddress);

    private static bool IsAt(Uri address, Uri own) => Uri.Compare(address, own, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string Name(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
