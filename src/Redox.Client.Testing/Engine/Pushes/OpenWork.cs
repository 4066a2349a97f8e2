namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>Tracks work in progress, in the background or for a caller, so that disposal can wait for it.</summary>
internal sealed class OpenWork : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private volatile bool _isStopped;

    // Starts at one for the permission to begin, which stopping withdraws.
    private int _open = 1;

    /// <summary>Does a piece of work; its token is also cancelled when all work is stopped.</summary>
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

    /// <summary>Does work in the background, off the caller's thread, until all work is stopped.</summary>
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

    /// <summary>Prevents new work, cancels work in progress, and waits for it to end.</summary>
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
