using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>Records results and claims messages, in the writer's transaction.</summary>
internal sealed class InboxClaims
{
    private readonly Dictionary<string, ClaimSearch> _searches = [];

    /// <summary>Records results, then claims. Large bodies are read later, while others write.</summary>
    public RedoxInboxClaimed Run(InboxConnection connection, RedoxInboxClaim claim)
    {
        var (handled, lost) = (new List<long>(), new List<RedoxInboxLease>());
        foreach (var result in claim.Results)
        {
            if (!Record(connection, result))
            {
                if (IsLost(connection, result.Lease))
                {
                    lost.Add(result.Lease);
                }
            }
            else if (result.Kind == RedoxInboxResultKind.Completed)
            {
                handled.Add(result.Lease.Id);
            }
        }

        if (handled.Count > 0)
        {
            connection.Use(Statements.DeleteBodies).AddIds(handled).Run();
        }

        return new RedoxInboxClaimed { Entries = claim.Count > 0 ? Claim(connection, claim) : [], Lost = lost };
    }

    public static List<RedoxInboxLease> Extend(InboxConnection connection, string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration)
    {
        var until = connection.Number(Statements.Now)!.Value + (long)duration.TotalMilliseconds;
        return [.. leases.Where(lease => connection.Use(Statements.Extend).AddLease(lease).Add("$destination", destination).Add("$until", until).Run() == 0)];
    }

    private List<RedoxInboxEntry> Claim(InboxConnection connection, RedoxInboxClaim claim)
    {
        if (!_searches.TryGetValue(claim.Destination, out var search))
        {
            _searches.Add(claim.Destination, search = new ClaimSearch());
        }

        var now = connection.Number(Statements.Now)!.Value;
        var found = search.Find(connection, claim, now);
        if (found.Count == 0)
        {
            return [];
        }

        var entries = Claimable(connection, found);
        connection.Use(Statements.Claim).AddIds(found).Add("$until", now + (long)claim.Lease.TotalMilliseconds).Run();
        return entries;
    }

    // As they are once they are claimed.
    private static List<RedoxInboxEntry> Claimable(InboxConnection connection, List<long> ids)
    {
        var entries = new List<RedoxInboxEntry>(ids.Count);
        using var row = connection.Use(Statements.Claimable).AddIds(ids).Add("$small", RedoxInboxClaim.LargeBody);
        while (row.Step())
        {
            entries.Add(new RedoxInboxEntry
            {
                Lease = new RedoxInboxLease(row.Integer(0), row.Integer(1) + 1),
                LogId = row.Text(2),
                ReceivedAt = row.Time(3),
                Attempts = (int)row.Integer(4),
                Deaths = (int)(row.Integer(5) + row.Integer(6)), // It still has a lease, which has run out.
                Body = row.Bytes(7),
            });
        }

        return entries;
    }

    private static bool Record(InboxConnection connection, RedoxInboxResult result)
    {
        var (lease, at, failure) = (result.Lease, result.At.UtcTicks, result.Failure);
        return result.Kind switch
        {
            RedoxInboxResultKind.Completed => Mark(connection, lease, result.At),
            RedoxInboxResultKind.Retry => Fail(Statements.Retry),
            RedoxInboxResultKind.Parked => Fail(Statements.Park),
            _ => connection.Use(Statements.Release).AddLease(lease).Run() > 0,
        };

        bool Fail(string statement) =>
            connection.Use(statement).AddLease(lease).Add("$at", at).Add("$type", failure?.Type).Add("$text", failure?.Text).Run() > 0;
    }

    /// <summary>Marks a message as handled, and deletes its body.</summary>
    public static bool Complete(InboxConnection connection, RedoxInboxLease lease, DateTimeOffset handledAt) =>
        Mark(connection, lease, handledAt) && connection.Use(Statements.DeleteBody).Add("$id", lease.Id).Run() >= 0;

    private static bool Mark(InboxConnection connection, RedoxInboxLease lease, DateTimeOffset handledAt) =>
        connection.Use(Statements.Complete).AddLease(lease).Add("$at", handledAt.UtcTicks).Run() > 0;

    // With the same number, the result had been recorded before.
    private static bool IsLost(InboxConnection connection, RedoxInboxLease lease) => connection.Use(Statements.Fence).Add("$id", lease.Id).Number() != lease.Fence;
}
