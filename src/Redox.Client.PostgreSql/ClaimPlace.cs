namespace Redox.Client.PostgreSql;

/// <summary>
/// Where the next claim for a destination begins. Only a help: nothing is lost with it. The low-water mark is the ID below which everything was handled or parked, so
/// that a claim does not pass over all that was handled before while another transaction keeps it from being vacuumed.
/// </summary>
internal sealed class ClaimPlace(TimeProvider time)
{
    /// <summary>
    /// The mark leaves a message this long to become visible. Whoever stored one that took longer has all marks reset before Redox learns that it was stored, so that it is
    /// found before a later message of its key.
    /// </summary>
    public static readonly TimeSpan StoringTime = TimeSpan.FromSeconds(0.5);

    // What became visible too late and was never delivered again, since its process died, is found by the next look at everything.
    private static readonly TimeSpan FullLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(0.25);
    private const int RenewAfter = 5_000;

    private readonly Lock _lock = new();
    private long _low;
    private long _resets;
    private (long Id, long At)? _next;
    private long? _lookedAtAll;
    private long? _lookedBack;
    private int _claimed;

    /// <summary>The last key of which a message was claimed.</summary>
    public string Key { get; private set; } = "";

    public ClaimStart Begin()
    {
        lock (_lock)
        {
            var isFull = IsOver(_lookedAtAll, FullLook);
            var looksBack = isFull || IsOver(_lookedBack, LookBack);
            var now = time.GetTimestamp();
            _lookedAtAll = isFull ? now : _lookedAtAll;
            _lookedBack = looksBack ? now : _lookedBack;
            return new(isFull ? 0 : _low, _resets, looksBack, now);
        }
    }

    /// <param name="start">Where the claim began.</param>
    /// <param name="end">What it has found, once it is committed.</param>
    /// <param name="count">The number of messages that were claimed.</param>
    public void End(ClaimStart start, ClaimEnd end, int count)
    {
        lock (_lock)
        {
            Key = end.Key;
            _claimed += count;
            if (end.Resets > _resets)
            {
                (_resets, _low, _next) = (end.Resets, 0, null);
            }

            if (end.First is not { } id)
            {
                return;
            }

            _low = Math.Min(_low, id);
            if (_next is not { } next)
            {
                _next = (id, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(next.At, start.At) >= StoringTime && start.Low <= _low)
            {
                _low = Math.Max(_low, Math.Min(next.Id, id));
                _next = (id, time.GetTimestamp());
            }
        }
    }

    /// <summary>Whether so much was claimed that it is time for a new generation of claims. Only once.</summary>
    public bool IsRenewalDue()
    {
        lock (_lock)
        {
            var isDue = _claimed >= RenewAfter;
            _claimed = isDue ? 0 : _claimed;
            return isDue;
        }
    }

    private bool IsOver(long? since, TimeSpan duration) => since is not { } timestamp || time.GetElapsedTime(timestamp) >= duration;
}

/// <summary>Where a claim begins.</summary>
/// <param name="Low">The low-water mark.</param>
/// <param name="Resets">The number of resets that the mark is for.</param>
/// <param name="LooksBack">
/// Whether the claim looks for leases that have run out, and for the first message of all, even when there is something else to claim: both pass over what was handled since
/// the mark.
/// </param>
/// <param name="At">When it began.</param>
internal readonly record struct ClaimStart(long Low, long Resets, bool LooksBack, long At);

/// <summary>What a claim has found besides messages.</summary>
/// <param name="Resets">How often marks were reset.</param>
/// <param name="First">The first message that is neither handled nor parked, if the claim looked back and there is one.</param>
/// <param name="Key">The last key.</param>
/// <param name="IsBarrierNext">Whether the first message is a barrier that may be claimed now.</param>
internal readonly record struct ClaimEnd(long Resets, long? First, string Key, bool IsBarrierNext);
