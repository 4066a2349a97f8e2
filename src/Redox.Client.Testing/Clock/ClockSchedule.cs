namespace Redox.Client.Testing;

/// <summary>The timers of a clock in the order in which they are due; timers due at the same time, in the order in which they were set.</summary>
internal sealed class ClockSchedule
{
    private const int YieldsPerRound = 8;
    private const int QuietRounds = 2;
    private const int MaxRounds = 100;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly SortedSet<ClockTimer> _timers = new(Comparer<ClockTimer>.Create((a, b) => (a.Due, a.Order).CompareTo((b.Due, b.Order))));
    private readonly Lock _gate = new();
    private long _changes;

    /// <summary>When the next timer is due.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min?.Due;
            }
        }
    }

    public void Set(ClockTimer timer, TimeSpan now, TimeSpan wait, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (wait != Timeout.InfiniteTimeSpan)
            {
                Add(timer, wait < TimeSpan.MaxValue - now ? now + wait : TimeSpan.MaxValue);
            }
        }
    }

    public void Remove(ClockTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    /// <summary>Takes the next timer due by the limit, and sets it again if it is periodic.</summary>
    public (ClockTimer Timer, TimeSpan Due)? TakeDue(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } timer || timer.Due > limit)
            {
                return null;
            }

            var due = timer.Due;
            _timers.Remove(timer);
            if (timer.Period > TimeSpan.Zero)
            {
                Add(timer, due + timer.Period);
            }

            return (timer, due);
        }
    }

    /// <summary>Calls <paramref name="set"/> with the next due time and allows no change meanwhile, so that the alarm is never set to an outdated time.</summary>
    public void SetAlarm(Action<TimeSpan> set)
    {
        lock (_gate)
        {
            if (_timers.Min is { } next)
            {
                set(next.Due);
            }
        }
    }

    /// <summary>
    /// Lets code that continues asynchronously run until it is idle or waits on the clock. That cannot be known for certain; here it means that
    /// for a moment of real time the thread pool had nothing to do and no timer was set.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        // Off the caller's context, so that Task.Yield goes to the end of the pool's queue, behind all work already queued.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var quiet = 0;
        for (var round = 0; round < MaxRounds && quiet < QuietRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = Interlocked.Read(ref _changes);
            for (var turn = 0; turn < YieldsPerRound; turn++)
            {
                await Task.Yield();
            }

            // Work that has begun is not visible: its thread may just have been interrupted.
            await Task.Delay(Moment, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            quiet = Interlocked.Read(ref _changes) == before && ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
        }
    }

    private void Add(ClockTimer timer, TimeSpan due)
    {
        (timer.Due, timer.Order) = (due, Interlocked.Increment(ref _changes));
        _timers.Add(timer);
    }
}
