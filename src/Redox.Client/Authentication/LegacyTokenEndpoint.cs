using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Redox.Client.Calls.Http;

namespace Redox.Client.Authentication;

/// <summary>
/// LEGACY. Exchanges an API key and its secret for an access token of 24 hours, and renews it with the refresh token that comes with it.
/// (Redox: "Authenticate a legacy API key")
/// </summary>
internal sealed class LegacyTokenEndpoint(ITokenApi api, string apiKey, string secret, TimeProvider time) : ITokenEndpoint
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly ClockDifference _clock = new(time, NullLogger.Instance); // Only for measuring; nothing is kept.
    private string? _refreshToken;

    public TimeSpan ClockCorrection => TimeSpan.Zero;

    public async Task<AccessToken> RequestAsync(AccessToken? outworn, CancellationToken cancellationToken)
    {
        if (_refreshToken is { } refreshToken)
        {
            // It is used once: whether it still works after Redox refused it, or did not respond, is not known. The secret always works.
            _refreshToken = null;
            try
            {
                return await RequestAsync(api.RefreshTokenAsync, "refreshToken", refreshToken, cancellationToken).ConfigureAwait(false);
            }
            catch (RedoxAuthenticationException)
            {
                // Fall through to the secret.
            }
        }

        return await RequestAsync(api.AuthenticateAsync, "secret", secret, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _refreshToken = null;

    private async Task<AccessToken> RequestAsync(
        Func<HttpContent, CancellationToken, Task<HttpResponseMessage>> post, string member, string value, CancellationToken cancellationToken)
    {
        var (requestedAt, sent) = (time.GetUtcNow(), time.GetTimestamp());
        using var body = new ByteArrayContent(Body(member, value)) { Headers = { ContentType = Json } };
        using var response = await post(body, cancellationToken).ConfigureAwait(false);
        var answer = await ApiResponse.FromAsync(response, time, cancellationToken).ConfigureAwait(false);
        (var token, _refreshToken) = LegacyTokenResponse.Read(answer, requestedAt, _clock.Measure(answer, sent));
        return token;
    }

    private byte[] Body(string member, string value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiKey", apiKey);
            json.WriteString(member, value);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
