using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>
/// Moves written data into the file and empties SQLite's log, which would keep handled messages readable, and returns space when much of the file is free.
/// </summary>
internal sealed class Tidying(TimeProvider time)
{
    // Written messages may be handled by now, and must be gone 5 seconds later. Not sooner while writing continues: in measurements, emptying the log more often
    // coincided with slower transactions.
    private static readonly TimeSpan After = TimeSpan.FromSeconds(4);

    // For work that could not be done, or not all at once.
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromSeconds(1);

    // Pages of 8 KB, in files from before of 4 KB: a file with fewer free pages keeps them for new messages.
    private const long ManyPages = 2048;

    private long _since;
    private TimeSpan _wait;

    public TimeProvider Time => time;

    public bool IsNeeded { get; private set; }

    public TimeSpan DueIn => _wait - time.GetElapsedTime(_since) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Something was written.</summary>
    public void Needed()
    {
        if (!IsNeeded)
        {
            Wait(After);
        }
    }

    public void IfDue(InboxConnection connection)
    {
        if (!IsNeeded || DueIn > TimeSpan.Zero)
        {
            return;
        }

        IsNeeded = false;
        try
        {
            if (GivesBack(connection) | !EmptiesLog(connection))
            {
                Wait(BeforeRetry);
            }
        }
        catch (SqliteException)
        {
            Wait(BeforeRetry); // A reader is in the way, or the disk is full.
        }
    }

    private void Wait(TimeSpan wait) => (IsNeeded, _since, _wait) = (true, time.GetTimestamp(), wait);

    private static bool EmptiesLog(InboxConnection connection) => connection.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;

    // Few at a time, because the writer waits: with a million free pages SQLite takes 1 ms to return each one. No effect on files that were created without auto_vacuum.
    private static bool GivesBack(InboxConnection connection)
    {
        var free = connection.Number("PRAGMA freelist_count");
        if (free < ManyPages || free * 2 < connection.Number("PRAGMA page_count") || connection.Number("PRAGMA auto_vacuum") != 2)
        {
            return false;
        }

        connection.Use("PRAGMA incremental_vacuum(256)").Run();
        return true;
    }
}
