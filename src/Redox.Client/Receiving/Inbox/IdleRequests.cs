namespace Redox.Client.Receiving.Inbox;

/// <summary>The callers that wait until an inbox is idle. A request completes after a check of the inbox that began after the request.</summary>
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

    /// <summary>The inbox was found idle after the request with this number was made.</summary>
    public void Answer(long upTo)
    {
        lock (_lock)
        {
            _waiting.RemoveAll(request => request.Number <= upTo && request.Done.TrySetResult());
        }
    }

    /// <summary>No more messages are handled.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            Answer(_last);
        }
    }
}
