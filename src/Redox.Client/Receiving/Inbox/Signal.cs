namespace Redox.Client.Receiving.Inbox;

/// <summary>Wakes the one who waits. A signal that is given meanwhile is kept for the next wait.</summary>
internal sealed class Signal
{
    private volatile TaskCompletionSource _given = New();

    public void Give() => _given.TrySetResult();

    /// <summary>Ends with a signal, with the time, or with the cancellation.</summary>
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
