namespace Redox.Client.Calls.RateLimit;

/// <summary>
/// Lets at most a given number of requests through in any time window, in the order of arrival. Unlike the limiters of System.Threading.RateLimiting
/// it uses a <see cref="TimeProvider"/>, and it is exact: a request arrives at Redox at some moment between its start and its end,
/// so it occupies a place from its start until one window after its end, and Redox can never count more.
/// </summary>
internal sealed class RollingWindow : IDisposable
{
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly EndedRequests _ended;
    private readonly ITimer _alarm;
    private int _underWay;

    public RollingWindow(RequestLimit limit, TimeProvider time)
    {
        Limit = limit;
        _ended = new EndedRequests(limit.Window, time);
        _alarm = time.CreateTimer(static window => ((RollingWindow)window!).LetIn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public RequestLimit Limit { get; }

    private bool HasRoom => _underWay + _ended.Count < Limit.PermitLimit;

    /// <summary>
    /// Enters at once, or waits for a turn; every entry ends with <see cref="Leave"/>. Refused when the queue is full, or when the turn comes
    /// later than the caller can wait.
    /// </summary>
    public Entry Enter(TimeSpan longestWait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _ended.Forget();
            if (_waiting.Count == 0 && HasRoom)
            {
                _underWay++;
                return new(Task.CompletedTask, default);
            }

            var wait = NextWait();
            if (_waiting.Count >= Limit.QueueLimit || wait > longestWait)
            {
                return new(null, wait);
            }

            var waiter = new Waiter(this, cancellationToken);
            waiter.Place = _waiting.AddLast(waiter);
            SetAlarm();
            return new(waiter.Task, wait);
        }
    }

    /// <summary>Ends an entry, given the number of requests that were sent: zero when something failed first.</summary>
    public void Leave(int requests)
    {
        lock (_gate)
        {
            _underWay--;
            _ended.Add(requests);
            if (_waiting.Count > 0)
            {
                LetIn();
            }
        }
    }

    /// <summary>Counts a request that does not wait for a turn because the waiting calls need it: a token request.</summary>
    public void Count()
    {
        lock (_gate)
        {
            _ended.Forget();
            _ended.Add(1);
        }
    }

    public void Dispose() => _alarm.Dispose();

    // The calls before it take the room that is freed first. Requests under way are assumed to end now; they take longer, or were never sent.
    private TimeSpan NextWait()
    {
        var ends = _ended.Count + _underWay + _waiting.Count - Limit.PermitLimit;
        return ends < _ended.Count ? _ended.Left(ends) : Limit.Window;
    }

    private void LetIn()
    {
        lock (_gate)
        {
            _ended.Forget();
            while (_waiting.First is { } first && HasRoom)
            {
                _waiting.RemoveFirst();
                _underWay += first.Value.Admit() ? 1 : 0;
            }

            SetAlarm();
        }
    }

    private void SetAlarm()
    {
        if (_waiting.Count > 0 && _ended.Count > 0)
        {
            var left = _ended.Left(0);
            _alarm.Change(left > ShortestNap ? left : ShortestNap, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The task ends when it is the caller's turn; without a task the caller is refused. The wait is an estimate.</summary>
    public readonly record struct Entry(Task? Turn, TimeSpan Wait);

    private sealed class Waiter : TaskCompletionSource
    {
        private readonly RollingWindow _window;
        private readonly CancellationTokenRegistration _registration;

        public Waiter(RollingWindow window, CancellationToken cancellationToken)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            _window = window;
            _registration = cancellationToken.UnsafeRegister(static (waiter, token) => ((Waiter)waiter!).GiveUp(token), this);
        }

        public LinkedListNode<Waiter>? Place { get; set; }

        public bool Admit()
        {
            _registration.Unregister();
            return TrySetResult();
        }

        private void GiveUp(CancellationToken cancellationToken)
        {
            lock (_window._gate)
            {
                if (TrySetCanceled(cancellationToken) && Place is { List: not null } place)
                {
                    _window._waiting.Remove(place);
                }
            }
        }
    }
}
