using System.Net;
using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;
using Redox.Client.Transport;

namespace Redox.Client.Authentication;

/// <summary>Exchanges a signed assertion for an access token (RFC 6749 section 4.4 with RFC 7523).</summary>
internal sealed class TokenEndpoint(ITokenApi api, ClientAssertion assertion, TimeProvider time, ILogger<TokenEndpoint> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes one request. It has a time limit of its own instead of a caller's token, because many callers may wait for it.</summary>
    public async Task<AccessToken> RequestAsync()
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        var requestedAt = time.GetUtcNow();
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", assertion.Create()),
        ]);

        try
        {
            using var response = await api.RequestTokenAsync(form, timeout.Token).ConfigureAwait(false);
            var answer = await HttpAnswer.FromAsync(response, time, timeout.Token).ConfigureAwait(false);
            var token = answer.Status == HttpStatusCode.OK ? TokenResponse.Read(answer, requestedAt) : throw TokenResponse.Refusal(answer);
            logger.TokenRenewed(token.RenewAt);
            return token;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new RedoxUnavailableException($"The token endpoint did not answer within {Patience.TotalSeconds:0} seconds. The message was not sent. Try again.")
            {
                IsTransient = true,
                Delivery = Delivery.NotSent,
            };
        }
    }

    public void Dispose() => assertion.Dispose();
}
