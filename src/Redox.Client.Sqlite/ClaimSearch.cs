using System.Runtime.InteropServices;
using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>
/// Finds the messages of a destination that can be claimed: those whose leases have run out, then the first ones of keys, and messages without a key, in turns. Continues
/// among the keys where the last search stopped, so that each gets its turn, however much waits under others. For the writer, in whose transaction nobody else claims.
/// </summary>
internal sealed class ClaimSearch
{
    // A search takes a few milliseconds at most.
    private const int MaxProbes = 2_000;

    private const int Kinds = 3;

    private string _from = "";
    private string _lastLarge = "";
    private int _turn = -1;

    /// <returns>Their IDs, in order.</returns>
    public List<long> Find(InboxConnection connection, RedoxInboxClaim claim, long now)
    {
        var found = new Candidates(claim);
        if (First(connection, ClaimStatements.FirstBarrier, claim) is not { } barrier)
        {
            AddAllBefore(long.MaxValue, found, connection, claim, now);
        }
        else if (!AddLeasedBarrier(found, connection, claim, now))
        {
            AddAllBefore(barrier, found, connection, claim, now);
            AddBarrier(barrier, found, connection, claim);
        }

        found.Ids.Sort();
        return found.Ids;
    }

    // While it is handled, everything else waits.
    private static bool AddLeasedBarrier(Candidates found, InboxConnection connection, RedoxInboxClaim claim, long now)
    {
        using var rows = connection.Use(ClaimStatements.LeasedBarrier).Add("$destination", claim.Destination).Add("$now", now);
        if (!rows.Step())
        {
            return false;
        }

        if (rows.Integer(2) != 0)
        {
            found.Add(rows.Integer(0), rows.Integer(1));
        }

        return true;
    }

    // As soon as it is the first of all, and no later one is being handled, which may be after a replay.
    private static void AddBarrier(long barrier, Candidates found, InboxConnection connection, RedoxInboxClaim claim)
    {
        using var rows = connection.Use(ClaimStatements.First).Add("$destination", claim.Destination);
        if (rows.Step() && rows.Integer(0) == barrier && found.IsDue(rows.Integer(2)) && First(connection, ClaimStatements.AnyLease, claim) is null)
        {
            found.Add(barrier, rows.Integer(1));
        }
    }

    private void AddAllBefore(long end, Candidates found, InboxConnection connection, RedoxInboxClaim claim, long now)
    {
        Add(connection.Use(ClaimStatements.Expired).Add("$destination", claim.Destination).Add("$now", now), found);
        _turn = (_turn + 1) % Kinds;
        for (var kind = _turn; kind < _turn + Kinds && found.Room > 0; kind++)
        {
            switch (kind % Kinds)
            {
                case 0:
                    AddHeads(end, found, connection, claim);
                    break;
                case 1:
                    Add(Unordered(connection, ClaimStatements.New, claim, end), found);
                    break;
                default:
                    Add(Unordered(connection, ClaimStatements.Retries, claim, end).Add("$from", 0).Add("$to", claim.DueBy.UtcTicks), found);
                    Add(Unordered(connection, ClaimStatements.Retries, claim, end).Add("$from", Math.Max(claim.DueBy.UtcTicks, claim.LatestDue.UtcTicks)).Add("$to", long.MaxValue), found);
                    break;
            }
        }
    }

    private static Statement Unordered(InboxConnection connection, string statement, RedoxInboxClaim claim, long end) =>
        connection.Use(statement).Add("$destination", claim.Destination).Add("$before", end).Add("$count", MaxProbes);

    private static void Add(Statement statement, Candidates found)
    {
        using (statement)
        {
            while (found.Room > 0 && statement.Step())
            {
                found.Add(statement.Integer(0), statement.Integer(1));
            }
        }
    }

    // From where the last search stopped to the last key, then from the first key to there.
    private void AddHeads(long end, Candidates found, InboxConnection connection, RedoxInboxClaim claim)
    {
        var (start, large, probes) = (_from, new List<Head>(), 0);
        Search(connection.Use(ClaimStatements.Heads).Add("$from", start).Add("$to", [])); // Bytes are greater than any text.
        if (start.Length > 0)
        {
            Search(connection.Use(ClaimStatements.Heads).Add("$from", "").Add("$to", start));
        }

        // Keys with large messages have turns of their own: otherwise the first one would come first whenever there is room for one.
        foreach (var head in large.OrderBy(head => string.CompareOrdinal(head.Key, _lastLarge) <= 0).ThenBy(head => head.Key, StringComparer.Ordinal).Take(found.RoomForLarge).ToList())
        {
            found.Add(head.Id, head.Size);
            _lastLarge = head.Key;
        }

        void Search(Statement heads)
        {
            using (heads.Add("$destination", claim.Destination))
            {
                while (found.Room > Math.Min(large.Count, found.RoomForLarge) && probes < MaxProbes && heads.Step())
                {
                    probes++;
                    var head = new Head(heads.Integer(0), heads.Integer(1), heads.Text(3)!);
                    _from = head.Key + '\0'; // The least text that is greater.
                    if (head.Id >= end || heads.Integer(4) != 0 || !found.IsDue(heads.Integer(2)))
                    {
                        continue;
                    }

                    if (Candidates.IsLarge(head.Size))
                    {
                        large.Add(head);
                    }
                    else
                    {
                        found.Add(head.Id, head.Size);
                    }
                }
            }
        }
    }

    private static long? First(InboxConnection connection, string statement, RedoxInboxClaim claim) => connection.Use(statement).Add("$destination", claim.Destination).Number();

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Head(long Id, long Size, string Key);
}
