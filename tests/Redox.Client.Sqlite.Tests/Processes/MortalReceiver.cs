namespace Redox.Client.Sqlite.Tests.Processes;

/// <summary>A receiver that is killed at given points, and started again at once on the same files.</summary>
internal sealed class MortalReceiver(string folder, int parallelism, CancellationToken cancellationToken) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allHandled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReceiverProcess? _process;
    private int _acknowledged;
    private long _handled;
    private long _all = long.MaxValue;
    private bool _isOver;

    public required Queue<int> KillsAtAcknowledged { get; init; }

    public required Queue<long> KillsAtHandled { get; init; }

    public int Kills { get; private set; }

    /// <summary>The address of the process that lives; waits while it starts.</summary>
    public Task<Uri> AddressAsync()
    {
        lock (_lock)
        {
            return (_process ??= Start()).Listening.WaitAsync(cancellationToken);
        }
    }

    public void Acknowledged()
    {
        lock (_lock)
        {
            _acknowledged++;
            if (KillsAtAcknowledged.TryPeek(out var next) && _acknowledged >= next)
            {
                KillsAtAcknowledged.Dequeue();
                Restart();
            }
        }
    }

    public Task HandledAsync(long all)
    {
        lock (_lock)
        {
            _all = all;
            EndIfAllAreHandled(); // The last one may have been handled before its sender had its 200.
            return _allHandled.Task;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _process?.Dispose();
            _process = null;
        }
    }

    private void Handled(long count)
    {
        lock (_lock)
        {
            _handled = Math.Max(_handled, count);
            if (!_isOver && KillsAtHandled.TryPeek(out var next) && count >= next)
            {
                KillsAtHandled.Dequeue();
                Restart();
            }

            EndIfAllAreHandled();
        }
    }

    private void EndIfAllAreHandled()
    {
        if (_handled >= _all && KillsAtHandled.Count == 0)
        {
            _allHandled.TrySetResult();
        }
    }

    private void Restart()
    {
        Kills++;
        _process?.Dispose();
        _process = Start();
    }

    private ReceiverProcess Start() => new(folder, parallelism, Handled);
}
