using System.Collections.Concurrent;
using Redox.Client.Testing;

namespace Shared.Clocks;

/// <summary>A clock that stands still, except that a short wait is over as soon as it begins. Time limits, which are longer, only pass when a test says so.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private static readonly TimeSpan MaxSkip = TimeSpan.FromSeconds(29);
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>The same time without the skipping: for the fake.</summary>
    public RedoxClock Time { get; init; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The waits that were skipped, unless time <see cref="Stands"/>.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    /// <summary>Whether waits are skipped at all. Default: yes.</summary>
    public bool Skips { get; set; } = true;

    /// <summary>How far the client's clock is ahead of the fake's.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>
    /// Whether time stands still also while waits are skipped, so that no time limit ever passes, however many calls wait at once. Default: it moves on by each
    /// wait.
    /// </summary>
    public bool Stands { get; init; }

    public override long TimestampFrequency => Time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => Time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => Time.GetUtcNow() + Ahead;

    public override long GetTimestamp() => Time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var skips = Skips && dueTime > TimeSpan.Zero && dueTime <= MaxSkip;
        var timer = Time.CreateTimer(callback, state, skips && Stands ? TimeSpan.Zero : dueTime, period);
        if (skips && !Stands)
        {
            _waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Time.Advance(dueTime));
        }

        return timer;
    }

    public void Advance(TimeSpan by) => Time.Advance(by);
}
