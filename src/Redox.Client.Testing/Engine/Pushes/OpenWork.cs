namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>All that is under way in the background or for a caller, so that the end can wait for it.</summary>
internal sealed class OpenWork : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private volatile bool _isStopped;

    // One for the right to begin, which the stop takes back.
    private int _open = 1;

    /// <summary>Does a piece of work, whose token is cancelled also when all work is stopped.</summary>
    /// <exception cref="ObjectDisposedException">All work is stopped.</exception>
    public async Task<T> DoAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        Begin();
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
            return await work(ends.Token).ConfigureAwait(false);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Does work in the background, away from the caller, until all work is stopped.</summary>
    /// <inheritdoc cref="DoAsync" path="/exception"/>
    public async Task DoInBackgroundAsync(Func<CancellationToken, Task> work)
    {
        Begin();
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await work(_stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Lets nothing begin any more, cancels what is under way, and waits until it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_isStopped;
            _isStopped = true;
        }

        if (isFirst)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            End();
        }

        await _done.Task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="DoAsync" path="/exception"/>
    public void ThrowIfStopped() => ObjectDisposedException.ThrowIf(_isStopped, typeof(RedoxTenant));

    private void Begin()
    {
        lock (_gate)
        {
            ThrowIfStopped();
            _open++;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_open == 0)
            {
                _done.SetResult();
            }
        }
    }
}
