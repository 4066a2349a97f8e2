using Redox.Client.Memory;

namespace Redox.Client.Receiving.Inbox;

/// <summary>One of the messages that are handled concurrently.</summary>
internal sealed class Lane(int number, RedoxInboxEntry entry)
{
    // In minutes; after the last one, repeatedly at that interval.
    private static readonly int[] Warnings = [1, 5, 15, 30];

    private int _warnings;

    public int Number => number;

    public RedoxInboxEntry Entry => entry;

    /// <summary>The message as read; null until then.</summary>
    public IncomingMessage? Incoming { get; set; }

    /// <summary>When its handler began; null before and after.</summary>
    public DateTimeOffset? HandledSince { get; set; }

    /// <summary>Whether it holds a message that is not small, and not counted yet.</summary>
    public bool WaitsForRoom => Incoming is null && HandledSince is null && entry.Body.Length > MemoryShare.Uncounted;

    /// <summary>Until when nothing happens here: a retry that is not due, or a mark that will be retried.</summary>
    public DateTimeOffset WaitsUntil { get; set; }

    /// <summary>The number of minutes of handling after which the next warning is due.</summary>
    public int? WarningDue(DateTimeOffset now)
    {
        var next = _warnings < Warnings.Length ? Warnings[_warnings] : Warnings[^1] * (_warnings - Warnings.Length + 2);
        if (HandledSince is not { } since || now - since < TimeSpan.FromMinutes(next))
        {
            return null;
        }

        _warnings++;
        return next;
    }
}
