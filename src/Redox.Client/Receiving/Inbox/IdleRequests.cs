namespace Redox.Client.Receiving.Inbox;

/// <summary>Who waits until an inbox is idle. A request is answered by a look at the inbox that began after it was made.</summary>
internal sealed class IdleRequests
{
    private readonly Lock _lock = new();
    private readonly List<(long Number, TaskCompletionSource Done)> _waiting = [];
    private long _last;
    private bool _isOver;

    public long Last => Volatile.Read(ref _last);

    public Task Add()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((++_last, done));
            return done.Task;
        }
    }

    /// <summary>The inbox was found idle after the request of this number was made.</summary>
    public void Answer(long upTo)
    {
        lock (_lock)
        {
            _waiting.RemoveAll(request => request.Number <= upTo && request.Done.TrySetResult());
        }
    }

    /// <summary>Nothing is handled any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            Answer(_last);
        }
    }
}
