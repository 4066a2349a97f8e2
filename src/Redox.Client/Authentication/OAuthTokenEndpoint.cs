using Microsoft.Extensions.Logging;
using Redox.Client.Calls.Http;
using Redox.Client.Telemetry;

namespace Redox.Client.Authentication;

/// <summary>Exchanges a signed assertion for an access token (RFC 6749 section 4.4 with RFC 7523).</summary>
internal sealed class OAuthTokenEndpoint(
    ITokenApi api, ClientAssertion assertion, AssertionKeys keys, string? scope, TimeProvider time, ILogger<OAuthTokenEndpoint> logger) : ITokenEndpoint
{
    private readonly ClockDifference _clock = new(time, logger);
    private bool _usesPreviousKey;

    public TimeSpan ClockCorrection => _clock.Current;

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
        catch (RedoxAuthenticationException refusal) when (TokenRefusal.IsUnknownKey(refusal) && keys.Previous() is { } previous)
        {
            // The new key is tried first each time, so that it is used as soon as Redox knows it. That costs one extra request per token.
            var token = await RequestAsync(previous, cancellationToken).ConfigureAwait(false);
            _usesPreviousKey = true;
            logger.PreviousKeyUsed(key.KeyId, previous.KeyId);
            return token;
        }
    }

    public void Dispose() => keys.Dispose();

    private async Task<AccessToken> RequestAsync(IRedoxAssertionSigner key, CancellationToken cancellationToken)
    {
        var reply = await PostAsync(key, _clock.Current, cancellationToken).ConfigureAwait(false);

        // Not for a key that Redox does not know: Redox looks it up first, whatever the date.
        if (reply.Failure is RedoxAuthenticationException refusal && TokenRefusal.IsOfAssertion(refusal) && !TokenRefusal.IsUnknownKey(refusal)
            && _clock.IsWorthAnother(reply.Clock))
        {
            reply = await PostAsync(key, reply.Clock!.Value, cancellationToken).ConfigureAwait(false);
        }

        if (reply.Failure is { } failure)
        {
            throw failure;
        }

        _clock.Accepted(reply.DatedWith, reply.Clock);
        return reply.Token!;
    }

    private async Task<Reply> PostAsync(IRedoxAssertionSigner key, TimeSpan clock, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("grant_type", "client_credentials"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", await assertion.SignAsync(key, clock, cancellationToken).ConfigureAwait(false)),
        ];
        if (!string.IsNullOrWhiteSpace(scope))
        {
            fields.Add(new("scope", scope));
        }

        var (requestedAt, sent) = (time.GetUtcNow(), time.GetTimestamp());
        using var form = new FormUrlEncodedContent(fields);
        using var response = await api.RequestTokenAsync(form, cancellationToken).ConfigureAwait(false);
        var answer = await ApiResponse.FromAsync(response, time, cancellationToken).ConfigureAwait(false);
        var measured = _clock.Measure(answer, sent);
        try
        {
            return new(TokenResponse.Read(answer, requestedAt, ClockDifference.Uncorrected(measured)), null, clock, measured);
        }
        catch (RedoxException failure)
        {
            return new(null, failure, clock, measured);
        }
    }

    /// <param name="Token">The token; null when there is a failure.</param>
    /// <param name="Failure">Why the request failed.</param>
    /// <param name="DatedWith">The clock difference with which the assertion was dated.</param>
    /// <param name="Clock">The clock difference that the response shows.</param>
    private readonly record struct Reply(AccessToken? Token, RedoxException? Failure, TimeSpan DatedWith, TimeSpan? Clock);
}
