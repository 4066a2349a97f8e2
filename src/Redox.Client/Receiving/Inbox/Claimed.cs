using Redox.Client.Memory;

namespace Redox.Client.Receiving.Inbox;

/// <summary>A message that this process has claimed, until its result is recorded.</summary>
internal sealed class Claimed : IDisposable
{
    // In minutes; after the last one, repeatedly at that interval.
    private static readonly int[] Warnings = [1, 5, 15, 30];

    private readonly CancellationTokenSource _lost = new();
    private readonly Lock _lock = new();
    private bool _isOver;
    private int _warnings;

    private RedoxInboxLease _lease;

    public Claimed(RedoxInboxEntry entry) => (Entry, Lost, _lease) = (entry, _lost.Token, entry.Lease);

    public RedoxInboxEntry Entry { get; private set; }

    /// <summary>The latest lease of this process.</summary>
    public RedoxInboxLease Lease
    {
        get
        {
            lock (_lock)
            {
                return _lease;
            }
        }
    }

    /// <summary>Whether this process has claimed it again, since its lease had run out.</summary>
    public bool IsClaimedAgain => Lease != Entry.Lease;

    /// <summary>The message as read; null until then.</summary>
    public IncomingMessage? Incoming { get; set; }

    /// <summary>When it got its place; null before.</summary>
    public long? StartedAt { get; set; }

    /// <summary>When its handler began; null before.</summary>
    public long? HandledSince { get; set; }

    /// <summary>Cancelled when another process has taken it over.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Whether it was being handled when its process died, or lost the store: it may have been the cause.</summary>
    public bool IsSuspect => Entry.Deaths > 0;

    /// <summary>Whether its body is large, and its memory is not counted yet.</summary>
    public bool WaitsForRoom => HandledSince is null && Entry.Body.Length > MemoryShare.Uncounted;

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

    /// <summary>From now on the entry has the body as it came. The bytes from the store are not kept beside it.</summary>
    /// <exception cref="ProtectedBodyException">The body is protected, and cannot be unprotected here.</exception>
    public void Unprotect(StoredBodies bodies)
    {
        var body = bodies.FromStore(Entry.Body);
        if (!body.Equals(Entry.Body))
        {
            Entry = new RedoxInboxEntry { Lease = Entry.Lease, LogId = Entry.LogId, ReceivedAt = Entry.ReceivedAt, Attempts = Entry.Attempts, Deaths = Entry.Deaths, Body = body };
        }
    }

    /// <summary>It goes on under a new lease: to handle it a second time beside would be worse.</summary>
    public void ClaimAgain(RedoxInboxLease lease)
    {
        lock (_lock)
        {
            _lease = lease;
        }
    }

    public Task LoseAsync()
    {
        lock (_lock)
        {
            return _isOver ? Task.CompletedTask : _lost.CancelAsync();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _lost.Dispose();
        }
    }
}
