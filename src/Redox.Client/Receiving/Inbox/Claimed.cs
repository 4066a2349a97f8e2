using Redox.Client.Memory;

namespace Redox.Client.Receiving.Inbox;

/// <summary>A message that this process has claimed, until its result is recorded.</summary>
internal sealed class Claimed(RedoxInboxEntry entry) : IDisposable
{
    // In minutes; after the last one, repeatedly at that interval.
    private static readonly int[] Warnings = [1, 5, 15, 30];

    private readonly CancellationTokenSource _lost = new();
    private int _warnings;

    public RedoxInboxEntry Entry => entry;

    public RedoxInboxLease Lease => entry.Lease;

    /// <summary>The message as read; null until then.</summary>
    public IncomingMessage? Incoming { get; set; }

    /// <summary>When its handler began; null before.</summary>
    public long? HandledSince { get; set; }

    /// <summary>Cancelled when another process has taken it over.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether it was being handled when its process died, or lost the store: it may have been the cause.</summary>
    public bool IsSuspect => entry.Deaths > 0;

    /// <summary>Whether its body is large, and its memory is not counted yet.</summary>
    public bool WaitsForRoom => HandledSince is null && entry.Body.Length > MemoryShare.Uncounted;

    /// <summary>The number of minutes of handling after which the next warning is due.</summary>
    public int? WarningDue(TimeProvider time)
    {
        var next = _warnings < Warnings.Length ? Warnings[_warnings] : Warnings[^1] * (_warnings - Warnings.Length + 2);
        if (HandledSince is not { } since || time.GetElapsedTime(since) < TimeSpan.FromMinutes(next))
        {
            return null;
        }

        _warnings++;
        return next;
    }

    public Task LoseAsync() => _lost.CancelAsync();

    public void Dispose() => _lost.Dispose();
}
