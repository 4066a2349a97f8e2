namespace Redox.Client.Testing.Engine.Journal;

/// <summary>Signals that something in a tenant's journals has changed: a request arrived or was completed, a message was pushed or accepted.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _next;

    public void Signal()
    {
        lock (_gate)
        {
            _next?.TrySetResult();
            _next = null;
        }
    }

    /// <summary>Waits until a condition holds, or until some real time has passed.</summary>
    /// <returns>Whether it holds.</returns>
    public async Task<bool> WaitUntilAsync(Func<bool> condition, TimeSpan within, CancellationToken cancellationToken) =>
        await FindAsync(() => condition() ? this : null, within, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Searches again after every change; <see langword="null"/> if nothing is found within some real time.</summary>
    public async Task<T?> FindAsync<T>(Func<T?> find, TimeSpan within, CancellationToken cancellationToken)
        where T : class
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return await FindAsync(find, Task.Delay(within, TimeProvider.System, end.Token), end, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Searches again after every change; <see langword="null"/> if nothing is found by the end of the wait.</summary>
    /// <param name="find">Searches.</param>
    /// <param name="wait">Ends when the wait is over.</param>
    /// <param name="end">Ends the wait; cancelled as soon as something is found.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<T?> FindAsync<T>(Func<T?> find, Task wait, CancellationTokenSource end, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            while (true)
            {
                // In this order, so that no change is missed in between.
                var isOver = wait.IsCompleted;
                var change = Next();
                if (find() is { } found)
                {
                    return found;
                }

                if (isOver)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await wait.ConfigureAwait(false);
                    return null;
                }

                await Task.WhenAny(change, wait).ConfigureAwait(false);
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    private Task Next()
    {
        lock (_gate)
        {
            return (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
