using Redox.Client.Testing.Clock;
namespace Redox.Client.Testing;

/// <summary>
/// A clock that a test can advance: it shows the time of its source plus everything that <see cref="Advance"/> has added. Whatever
/// waits on it, such as a timer, <c>Task.Delay</c> or a <see cref="CancellationTokenSource"/> with a timeout, comes due on the way.
/// Safe for concurrent use.
/// </summary>
/// <remarks>
/// By default it follows real time; created with a start time, it stands still between calls of <see cref="Advance"/>. Created from another
/// clock, such as <c>FakeTimeProvider</c>, it follows that one.
/// </remarks>
public sealed partial class RedoxClock : TimeProvider
{
    private readonly TimeProvider _source;
    private readonly long _sourceStart;
    private readonly ClockSchedule _schedule = new();
    private readonly ITimer _alarm;
    private readonly Lock _firing = new();
    private long _advanced;
    private long _ahead;

    /// <summary>Creates a clock that follows real time.</summary>
    public RedoxClock()
        : this(System)
    {
    }

    /// <summary>Creates a clock that stands still, and moves only by <see cref="Advance"/>.</summary>
    /// <param name="start">The time that it shows first.</param>
    public RedoxClock(DateTimeOffset start)
        : this(new ManualTime(start))
    {
    }

    /// <summary>Creates a clock that follows another one.</summary>
    public RedoxClock(TimeProvider source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _sourceStart = source.GetTimestamp();
        _alarm = source.CreateTimer(static clock => ((RedoxClock)clock!).FireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _source.LocalTimeZone;

    /// <summary>Whether time passes by itself, at its real pace.</summary>
    internal bool Runs => _source == System;

    private TimeSpan Elapsed => _source.GetElapsedTime(_sourceStart) + Advanced;

    private TimeSpan Advanced => new(Interlocked.Read(ref _advanced));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _source.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _ahead));

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    /// <remarks>Callbacks run one at a time, in the order in which they are due: on the thread that calls <see cref="Advance"/>, or else on a thread of the pool.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Advances the clock. Callbacks due on the way run before this returns, in order, each at its own time. Code that continues
    /// asynchronously and starts another wait may do so only after the clock has moved past it: use <see cref="AdvanceAsync"/> for that.
    /// </summary>
    /// <param name="by">How far; zero runs only what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);

        // One at a time, so that callbacks keep their order and every advance counts in full.
        lock (_firing)
        {
            var target = Elapsed + by;
            while (_schedule.TakeDue(target) is (var timer, var due))
            {
                MoveTo(due);
                timer.Fire();
            }

            MoveTo(target);
        }

        SetAlarm();
    }

    /// <summary>
    /// Advances the clock from one due wait to the next, and in between lets the code that was waiting continue until it is idle or waits
    /// again. A loop of ten delays of a second takes ten seconds.
    /// </summary>
    /// <remarks>
    /// After each wait it pauses until the thread pool has had nothing to do for 2 ms of real time. It cannot see a request in progress on a
    /// socket: with <see cref="RedoxFake.StartAsync"/>, wait for the expected request with
    /// <see cref="RedoxRequests.WaitForAsync(Func{RecordedRequest, bool}, TimeSpan?, CancellationToken)"/>.
    /// </remarks>
    /// <param name="by">How far.</param>
    /// <param name="cancellationToken">Stops advancing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await _schedule.SettleAsync(cancellationToken).ConfigureAwait(false);
        var left = by;
        do
        {
            var step = _schedule.NextDue is { } due && due - Elapsed < left ? due - Elapsed : left;
            step = step < TimeSpan.Zero ? TimeSpan.Zero : step;
            Advance(step);
            left -= step;
            await _schedule.SettleAsync(cancellationToken).ConfigureAwait(false);
        }
        while (left > TimeSpan.Zero);
    }

    /// <summary>
    /// Shows the time of its source again. Only the time of day goes back: what waits goes on waiting as long as it would have, and timestamps never decrease.
    /// </summary>
    internal void Return()
    {
        lock (_firing)
        {
            Interlocked.Exchange(ref _ahead, 0);
        }
    }

    internal void Schedule(ClockTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        _schedule.Set(timer, Elapsed, dueTime, period);
        SetAlarm();
    }

    internal void Unschedule(ClockTimer timer) => _schedule.Remove(timer);

    private void MoveTo(TimeSpan time)
    {
        if (time - Elapsed is { Ticks: > 0 } missing)
        {
            Interlocked.Add(ref _advanced, missing.Ticks);
            Interlocked.Add(ref _ahead, missing.Ticks);
        }
    }

    private void FireDue()
    {
        lock (_firing)
        {
            while (_schedule.TakeDue(Elapsed) is (var timer, _))
            {
                timer.Fire();
            }
        }

        SetAlarm();
    }

    private void SetAlarm() => _schedule.SetAlarm(wait =>
    {
        if (wait - Elapsed is { Ticks: > 0 } left)
        {
            _alarm.Change(left, Timeout.InfiniteTimeSpan);
        }
        else
        {
            // Never inside CreateTimer, as with a real timer: the caller must have received the timer first.
            ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.FireDue(), this, preferLocal: false);
        }
    });
}
