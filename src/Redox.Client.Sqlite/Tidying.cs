using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>
/// Takes what was written into the file and empties SQLite's log, which would keep handled messages readable, and gives room back when much of it is free.
/// </summary>
internal sealed class Tidying(TimeProvider time)
{
    // What was written may be handled by now, and is to be nowhere 5 seconds later. Not sooner while writing goes on: in measurements, emptying the log more often
    // went with slower transactions.
    private static readonly TimeSpan After = TimeSpan.FromSeconds(4);

    // For what could not be done, or not at once.
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromSeconds(1);

    // Pages of 4 KB: a file that has less to give back keeps it for what comes next.
    private const long ManyPages = 4096;

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
            Wait(BeforeRetry); // A reader stands in the way, or the disk is full.
        }
    }

    private void Wait(TimeSpan wait) => (IsNeeded, _since, _wait) = (true, time.GetTimestamp(), wait);

    private static bool EmptiesLog(InboxConnection connection)
    {
        using var reader = connection.Command("PRAGMA wal_checkpoint(TRUNCATE)").ExecuteReader();
        return reader.Read() && reader.GetInt64(0) == 0;
    }

    // Few at a time, because the writer waits: with a million free pages SQLite searches 1 ms for each that it gives back. Without effect on files that were made without auto_vacuum.
    private static bool GivesBack(InboxConnection connection)
    {
        var free = (long)connection.Value("PRAGMA freelist_count")!;
        if (free < ManyPages || free * 2 < (long)connection.Value("PRAGMA page_count")! || connection.Value("PRAGMA auto_vacuum") is not 2L)
        {
            return false;
        }

        using var reader = connection.Command("PRAGMA incremental_vacuum(256)").ExecuteReader();
        while (reader.Read())
        {
            // A step for each page.
        }

        return true;
    }
}
