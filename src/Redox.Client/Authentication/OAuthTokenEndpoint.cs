using System.Net;
using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;
using Redox.Client.Transport;

namespace Redox.Client.Authentication;

/// <summary>Exchanges a signed assertion for an access token (RFC 6749 section 4.4 with RFC 7523).</summary>
internal sealed class OAuthTokenEndpoint(
    ITokenApi api, ClientAssertion assertion, AssertionKeys keys, string? scope, TimeProvider time, ILogger<OAuthTokenEndpoint> logger) : ITokenEndpoint
{
    private bool _usesPreviousKey;

    public async Task<AccessToken> RequestAsync(AccessToken? outworn, CancellationToken cancellationToken)
    {
        var key = keys.Current();
        try
        {
            var token = await RequestAsync(key, cancellationToken).ConfigureAwait(false);
            if (_usesPreviousKey)
            {
                _usesPreviousKey = false;
                logger.NewKeyKnown(key.KeyId);
            }

            return token;
        }
        catch (RedoxAuthenticationException refusal) when (TokenResponse.IsUnknownKey(refusal) && keys.Previous() is { } previous)
        {
            // The new key is tried first each time, so that it comes into use as soon as Redox knows it. That is one request more in a token's life.
            var token = await RequestAsync(previous, cancellationToken).ConfigureAwait(false);
            _usesPreviousKey = true;
            logger.PreviousKeyUsed(key.KeyId, previous.KeyId);
            return token;
        }
    }

    public void Dispose() => keys.Dispose();

    private async Task<AccessToken> RequestAsync(IRedoxAssertionSigner key, CancellationToken cancellationToken)
    {
        var requestedAt = time.GetUtcNow();
        List<KeyValuePair<string, string>> fields =
        [
            new("grant_type", "client_credentials"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", await assertion.SignAsync(key, cancellationToken).ConfigureAwait(false)),
        ];
        if (!string.IsNullOrWhiteSpace(scope))
        {
            fields.Add(new("scope", scope));
        }

        using var form = new FormUrlEncodedContent(fields);
        using var response = await api.RequestTokenAsync(form, cancellationToken).ConfigureAwait(false);
        var answer = await HttpAnswer.FromAsync(response, time, cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.OK ? TokenResponse.Read(answer, requestedAt) : throw TokenResponse.Refusal(answer);
    }
}
