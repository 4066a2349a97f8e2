using Microsoft.Extensions.Time.Testing;

namespace Redox.Client.Fuzz;

/// <summary>A clock that stands still, except that short waits, such as those between retries, are over at once. Time limits are longer and do not pass.</summary>
internal sealed class SkippingClock() : FakeTimeProvider(SignedText.Now)
{
    private static readonly TimeSpan MaxSkip = TimeSpan.FromSeconds(29);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= MaxSkip)
        {
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
