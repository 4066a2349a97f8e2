using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;
using Redox.Client.Errors;
using Redox.Client.Telemetry;

namespace Redox.Client.Authentication;

/// <summary>
/// Shares the token with other machines through a cache: a machine that needs one looks there first, and stores there the one it obtained. Protected, and under a
/// key that is a hash. A cache failure costs a token request, never a call.
/// </summary>
internal sealed class SharedTokens(
    ITokenEndpoint endpoint, HybridCache cache, IRedoxDataProtector protector, string key, TimeProvider time, ILogger<SharedTokens> logger) : ITokenEndpoint
{
    // Beyond this a token request is just as fast.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // The process keeps the token itself. It only reads what is in the cache: no local copy, and no factory.
    private const HybridCacheEntryFlags ReadOnly = HybridCacheEntryFlags.DisableLocalCache | HybridCacheEntryFlags.DisableUnderlyingData;
    private static readonly HybridCacheEntryOptions Reading = new() { Flags = ReadOnly };

    public TimeSpan ClockCorrection => endpoint.ClockCorrection;

    /// <summary>The key under which tokens are shared: the same for clients that would get the same token, and revealing nothing about them.</summary>
    public static string KeyFor(Uri address, RedoxCredentials credentials, string? scope)
    {
        var identity = string.Join('\n', address.AbsoluteUri, credentials.ClientId, credentials.ApiKey, scope, credentials.Audience);
        return $"redox.client/token/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))}";
    }

    public async Task<AccessToken> RequestAsync(AccessToken? outworn, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } shared && !shared.IsSameAs(outworn) && time.GetUtcNow() < shared.RenewAt)
        {
            return shared;
        }

        var token = await endpoint.RequestAsync(outworn, cancellationToken).ConfigureAwait(false);
        await WriteAsync(token, cancellationToken).ConfigureAwait(false);
        return token;
    }

    public void Dispose() => endpoint.Dispose();

    private Task<AccessToken?> ReadAsync(CancellationToken cancellationToken) => TryAsync(
        async timeout =>
        {
            var bytes = await cache.GetOrCreateAsync(key, static _ => default(ValueTask<byte[]?>), Reading, cancellationToken: timeout).ConfigureAwait(false);
            return bytes is { Length: > 0 } ? Parse(Encoding.UTF8.GetString(protector.Unprotect(bytes))) : null;
        },
        cancellationToken);

    private async Task WriteAsync(AccessToken token, CancellationToken cancellationToken) => await TryAsync(
        async timeout =>
        {
            var options = new HybridCacheEntryOptions { Expiration = token.UsableUntil - time.GetUtcNow(), Flags = HybridCacheEntryFlags.DisableLocalCache };
            await cache.SetAsync(key, protector.Protect(Encoding.UTF8.GetBytes(Format(token))), options, cancellationToken: timeout).ConfigureAwait(false);
            return null;
        },
        cancellationToken).ConfigureAwait(false);

    private async Task<AccessToken?> TryAsync(Func<CancellationToken, Task<AccessToken?>> use, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await use(timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!exception.IsCancelledBy(cancellationToken))
        {
            logger.SharedCacheFailed(exception.GetType().Name);
            return null;
        }
    }

    // The entry contains its own key, so that an entry moved to another client's key is not accepted. Times are Redox's, since the machines' clocks may differ.
    private string Format(AccessToken token) =>
        string.Create(CultureInfo.InvariantCulture, $"{key}\n{(token.RequestedAt + ClockCorrection).UtcTicks}\n{token.Life.Ticks}\n{token.Header.Parameter}");

    private AccessToken? Parse(string entry) =>
        entry.Split('\n') is [var owner, var requestedAt, var life, var value] && owner == key && value.Length > 0
        && long.TryParse(requestedAt, CultureInfo.InvariantCulture, out var ticks) && long.TryParse(life, CultureInfo.InvariantCulture, out var lifeTicks)
            ? new AccessToken(value, new DateTimeOffset(ticks, TimeSpan.Zero) - ClockCorrection, TimeSpan.FromTicks(lifeTicks))
            : null;
}
