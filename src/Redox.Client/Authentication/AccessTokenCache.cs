namespace Redox.Client.Authentication;

/// <summary>
/// The one token of a client. However many callers need a new one, one request is made and all wait for it; a caller that gives up leaves the request
/// to the others. A failure reaches those who waited and is forgotten: the next caller tries again.
/// </summary>
internal sealed class AccessTokenCache(TokenEndpoint endpoint, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private AccessToken? _current;
    private Task<AccessToken>? _renewal;

    /// <exception cref="RedoxException">There is no token to be had. <see cref="Delivery.NotSent"/>.</exception>
    public ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _current) is { } token && IsFresh(token) ? new(token) : new(JoinRenewal().WaitAsync(cancellationToken));

    /// <summary>Gives up a token that Redox refused. No effect when it has been replaced meanwhile, so that a burst of refusals renews once.</summary>
    public void Invalidate(AccessToken token)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_current, token))
            {
                _current = null;
            }
        }
    }

    public void Dispose() => endpoint.Dispose();

    private bool IsFresh(AccessToken token) => time.GetUtcNow() < token.RenewAt;

    private Task<AccessToken> JoinRenewal()
    {
        lock (_gate)
        {
            if (_current is { } token && IsFresh(token))
            {
                return Task.FromResult(token);
            }

            return _renewal ??= StartRenewal();
        }
    }

    private Task<AccessToken> StartRenewal()
    {
        var renewal = Detached(RenewAsync);

        // When every caller has given up, nobody looks at its failure. That is all right and no unobserved exception.
        _ = renewal.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return renewal;
    }

    // The renewal serves everybody: it must not run in the trace or the log scope of the caller that happened to come first.
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

    private async Task<AccessToken> RenewAsync()
    {
        // Off the caller's context and out of its lock before anything happens.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        AccessToken? renewed = null;
        try
        {
            return renewed = await endpoint.RequestAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _current = renewed;
                _renewal = null;
            }
        }
    }
}
