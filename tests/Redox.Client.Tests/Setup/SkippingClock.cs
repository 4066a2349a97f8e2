using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Redox.Client.Tests.Setup;

/// <summary>A clock that stands still, except that a short wait is over as soon as it begins. Time limits, which are longer, only pass when a test says so.</summary>
internal sealed class SkippingClock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan LongestSkip = TimeSpan.FromSeconds(29);
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>The waits that were skipped.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    /// <summary>Whether waits are skipped at all. Default: yes.</summary>
    public bool Skips { get; set; } = true;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (Skips && dueTime > TimeSpan.Zero && dueTime <= LongestSkip)
        {
            _waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }

    /// <summary>Moves on, one caller at a time: of two at once, the base class can forget to wake what the second one made due.</summary>
    public new void Advance(TimeSpan delta)
    {
        lock (_waits)
        {
            base.Advance(delta);
        }
    }
}
