namespace Redox.Client.Storage;

/// <summary>Wakes the waiting caller. A signal that is set meanwhile is kept for the next wait.</summary>
internal sealed class Signal
{
    private volatile TaskCompletionSource _given = New();

    public void Give() => _given.TrySetResult();

    /// <summary>Completes with a signal, after the time, or on cancellation.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        await _given.Task.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_given.Task.IsCompleted)
        {
            _given = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
