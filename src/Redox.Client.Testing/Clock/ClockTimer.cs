namespace Redox.Client.Testing;

/// <summary>A timer on a <see cref="RedoxClock"/>. Times, order and period belong to the clock's schedule.</summary>
internal sealed class ClockTimer(RedoxClock clock, TimerCallback callback, object? state) : ITimer
{
    // As with real timers, the callback sees the ambient values of the code that created the timer, not of the code that moves the clock.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private volatile bool _disposed;

    public TimeSpan Due { get; set; }

    public long Order { get; set; }

    public TimeSpan Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfOutOfRange(dueTime, nameof(dueTime));
        ThrowIfOutOfRange(period, nameof(period));
        if (_disposed)
        {
            return false;
        }

        // Real timers count in whole milliseconds; anything shorter is not a period.
        clock.Schedule(this, dueTime, period < TimeSpan.FromMilliseconds(1) ? TimeSpan.Zero : period);
        return true;
    }

    public void Fire()
    {
        if (_disposed)
        {
            // Set again while it was being disposed.
            clock.Unschedule(this);
            return;
        }

        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((ClockTimer)timer!).Call(), this);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Unschedule(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);

    private static void ThrowIfOutOfRange(TimeSpan time, string name)
    {
        if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, time, "Use zero or more, or Timeout.InfiniteTimeSpan.");
        }
    }
}
