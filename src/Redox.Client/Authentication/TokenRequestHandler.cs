using Redox.Client.Calls.RateLimit;
using Redox.Client.Telemetry;

namespace Redox.Client.Authentication;

/// <summary>
/// Counts token requests, as a metric and under the rate limit: they go to the same address. They do not wait for a turn, because the calls that
/// wait for one need the token.
/// </summary>
internal sealed class TokenRequestHandler(RollingWindow? window) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            TokenMeter.Requested(request.RequestUri, status, status >= 300 ? $"{status}" : null);
            return response;
        }
        catch (Exception exception)
        {
            TokenMeter.Requested(request.RequestUri, status: null, ClientTelemetry.ErrorOf(exception));
            throw;
        }
        finally
        {
            window?.Count();
        }
    }
}
