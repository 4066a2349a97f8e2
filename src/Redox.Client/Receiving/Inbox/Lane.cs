namespace Redox.Client.Receiving.Inbox;

/// <summary>One of the messages that are handled at the same time.</summary>
internal sealed class Lane(int number, RedoxInboxEntry entry)
{
    // In minutes; from the last one on, again and again after as many.
    private static readonly int[] Warnings = [1, 5, 15, 30];

    private int _warnings;

    public int Number => number;

    public RedoxInboxEntry Entry => entry;

    /// <summary>What was read; null until then.</summary>
    public IncomingMessage? Incoming { get; set; }

    /// <summary>When its handler began; null before and after.</summary>
    public DateTimeOffset? HandledSince { get; set; }

    /// <summary>Until when nothing happens here: a retry that is not due, a mark that is tried again.</summary>
    public DateTimeOffset WaitsUntil { get; set; }

    /// <summary>After how many minutes of handling a warning is due now.</summary>
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
