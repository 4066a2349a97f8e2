using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>Records results and claims messages, in the writer's transaction.</summary>
internal sealed class InboxClaims
{
    private readonly Dictionary<string, ClaimSearch> _searches = [];

    /// <summary>Records results, then claims. The bodies are read later, while others write.</summary>
    public RedoxInboxClaimed Run(InboxConnection connection, RedoxInboxClaim claim)
    {
        var lost = new List<RedoxInboxLease>();
        foreach (var result in claim.Results)
        {
            if (!Record(connection, result) && IsLost(connection, result.Lease))
            {
                lost.Add(result.Lease);
            }
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
        var ids = search.Find(connection, claim, now);
        return ids.ConvertAll(id => Claim(connection, id, now + (long)claim.Lease.TotalMilliseconds));
    }

    private static RedoxInboxEntry Claim(InboxConnection connection, long id, long until)
    {
        using var row = connection.Use(Statements.Claimable).Add("$id", id);
        row.Step();
        var entry = new RedoxInboxEntry
        {
            Lease = new RedoxInboxLease(id, row.Integer(0) + 1),
            LogId = row.Text(1),
            ReceivedAt = row.Time(2),
            Attempts = (int)row.Integer(3),
            Deaths = (int)(row.Integer(4) + row.Integer(5)), // It still has a lease, which has run out.
            Body = default,
        };
        connection.Use(Statements.Claim).AddLease(entry.Lease).Add("$deaths", entry.Deaths).Add("$until", until).Run();
        return entry;
    }

    private static bool Record(InboxConnection connection, RedoxInboxResult result)
    {
        var (lease, at, failure) = (result.Lease, result.At.UtcTicks, result.Failure);
        return result.Kind switch
        {
            RedoxInboxResultKind.Completed => Complete(connection, lease, result.At),
            RedoxInboxResultKind.Retry => Fail(Statements.Retry),
            RedoxInboxResultKind.Parked => Fail(Statements.Park),
            _ => connection.Use(Statements.Release).AddLease(lease).Run() > 0,
        };

        bool Fail(string statement) =>
            connection.Use(statement).AddLease(lease).Add("$at", at).Add("$type", failure?.Type).Add("$text", failure?.Text).Run() > 0;
    }

    /// <summary>Marks a message as handled, and deletes its body.</summary>
    public static bool Complete(InboxConnection connection, RedoxInboxLease lease, DateTimeOffset handledAt) =>
        connection.Use(Statements.Complete).AddLease(lease).Add("$at", handledAt.UtcTicks).Run() > 0
        && connection.Use(Statements.DeleteBody).Add("$id", lease.Id).Run() >= 0;

    // With the same number, the result had been recorded before.
    private static bool IsLost(InboxConnection connection, RedoxInboxLease lease) => connection.Use(Statements.Fence).Add("$id", lease.Id).Number() != lease.Fence;
}

internal static class LeaseParameters
{
    public static Statement AddLease(this Statement statement, RedoxInboxLease lease) => statement.Add("$id", lease.Id).Add("$fence", lease.Fence);
}
