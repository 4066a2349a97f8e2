using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;

namespace Redox.Client.Authentication;

/// <summary>
/// One access token, for all its callers.
/// <list type="bullet">
/// <item>However many callers need a new one, one request is made and all wait for it; if a caller gives up, the request continues for the others.</item>
/// <item>Near its end, but while it still works, a token is renewed in the background: a caller starts the renewal and does not wait.</item>
/// <item>Failures are paced: for a while callers get the last one at once and no request is made; the first call after that requests a token again.</item>
/// </list>
/// </summary>
internal sealed class AccessTokenCache(string owner, ITokenEndpoint endpoint, TimeProvider time, ILogger<AccessTokenCache> logger) : IDisposable
{
    // A request has its own time limit instead of a caller's cancellation token, because many callers may wait for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private readonly Backoff _afterFailure = new(time);
    private readonly Backoff _afterRefusal = new(time);
    private AccessToken? _current;
    private AccessToken? _replaced;
    private RedoxException? _failure;
    private Task<AccessToken>? _renewal;

    /// <inheritdoc cref="ITokenEndpoint.ClockCorrection"/>
    public TimeSpan ClockCorrection => endpoint.ClockCorrection;

    /// <exception cref="RedoxException">No token could be obtained. <see cref="Delivery.NotSent"/>.</exception>
    public ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _current) is { } token && time.GetUtcNow() < token.RenewAt ? new(token) : GetOrRenewAsync(cancellationToken);

    /// <summary>
    /// Discards a token that Redox refused. Has no effect when it has been replaced meanwhile, so that a burst of refusals renews once; nor when several tokens in a row
    /// were refused without ever working: then age is not the reason, and a new one for each call would not help.
    /// </summary>
    /// <returns>Whether to try again with another token.</returns>
    public bool Invalidate(AccessToken token)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_current, token))
            {
                return true;
            }

            if (token.WasAccepted)
            {
                _afterRefusal.Reset();
            }
            else if (!_afterRefusal.IsOver)
            {
                return false;
            }
            else
            {
                _afterRefusal.Start();
            }

            (_current, _replaced) = (null, token);
            return true;
        }
    }

    /// <summary>Ends the request under way, and with it the waiting of its callers.</summary>
    public void Dispose()
    {
        _ended.Cancel(); // Not disposed: a renewal may be about to use it.
        endpoint.Dispose();
    }

    private ValueTask<AccessToken> GetOrRenewAsync(CancellationToken cancellationToken)
    {
        Task<AccessToken> renewal;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_current is { } fresh && now < fresh.RenewAt)
            {
                return new(fresh);
            }

            if (_renewal is null && _afterFailure.IsOver)
            {
                _renewal = StartRenewal(_current ?? _replaced);
            }

            if (_current is { } aging && now < aging.UsableUntil)
            {
                return new(aging);
            }

            if (_renewal is null)
            {
                return ValueTask.FromException<AccessToken>(TokenFailure.DuringPause(_failure!, _afterFailure.Remaining));
            }

            renewal = _renewal;
        }

        return new(renewal.WaitAsync(cancellationToken));
    }

    private Task<AccessToken> StartRenewal(AccessToken? outworn)
    {
        var renewal = Detached(() => RenewAsync(outworn));

        // When no caller waits for it, nobody observes its exception; mark it observed.
        _ = renewal.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return renewal;
    }

    // The renewal serves all callers: it must not run in the trace or log scope of the one that happened to come first.
    private static Task<AccessToken> Detached(Func<Task<AccessToken>> start)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return start();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return start();
        }
    }

    private async Task<AccessToken> RenewAsync(AccessToken? outworn)
    {
        // Leave the caller's context and lock before doing anything.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var timeout = new CancellationTokenSource(Patience, time);
        using var ended = _ended.Token.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), timeout);
        try
        {
            return Succeeded(await endpoint.RequestAsync(outworn, timeout.Token).ConfigureAwait(false));
        }
        catch (Exception) when (_ended.IsCancellationRequested)
        {
            throw Ended();
        }
        catch (Exception exception)
        {
            throw Failed(exception as RedoxException ?? Unexpected(exception, timeout.IsCancellationRequested));
        }
    }

    private AccessToken Succeeded(AccessToken token)
    {
        lock (_gate)
        {
            (_current, _replaced, _failure, _renewal) = (token, null, null, null);
            _afterFailure.Reset();
        }

        logger.TokenRenewed(owner, token.RenewAt);
        return token;
    }

    private RedoxException Failed(RedoxException failure)
    {
        TimeSpan pause;
        lock (_gate)
        {
            pause = _afterFailure.Start(TokenFailure.MinimumPause(failure));
            (_failure, _renewal) = (failure, null);
        }

        logger.TokenRequestFailed(owner, failure.GetType().Name + FailureDetail.Of(failure), pause);
        return TokenFailure.ForWaiter(failure, pause);
    }

    private RedoxUnavailableException Ended()
    {
        lock (_gate)
        {
            _renewal = null;
        }

        return new("No access token: the client is disposed, with the host or service provider that it belongs to.") { Delivery = Delivery.NotSent };
    }

    private static RedoxUnavailableException Unexpected(Exception exception, bool outOfTime) => new(outOfTime
        ? $"The token endpoint did not respond within {Patience.TotalSeconds:0} seconds."
        : $"The token request failed ({exception.GetType().Name}).")
    {
        IsTransient = true,
        Delivery = Delivery.NotSent,
    };
}
