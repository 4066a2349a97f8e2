namespace Redox.Client.Sqlite;

/// <summary>How the messages that can be claimed are found, without looking at others.</summary>
internal static class ClaimStatements
{
    private const string Waiting = "handled_at IS NULL AND parked_at IS NULL";
    private const string Leased = "FROM redox_inbox INDEXED BY redox_inbox_lease WHERE destination = $destination AND lease_until IS NOT NULL";
    private const string Unordered = $"""
        SELECT id, size FROM redox_inbox INDEXED BY redox_inbox_unordered
        WHERE destination = $destination AND key IS NULL AND lease_until IS NULL AND {Waiting} AND id < $before
        """;

    /// <summary>Messages whose leases have run out. Few messages have a lease.</summary>
    public const string Expired = $"SELECT id, size {Leased} AND lease_until <= $now ORDER BY id";

    public const string AnyLease = $"SELECT 1 {Leased} LIMIT 1";

    public const string FirstBarrier = $"SELECT id FROM redox_inbox INDEXED BY redox_inbox_barrier WHERE destination = $destination AND barrier = 1 AND {Waiting} ORDER BY id LIMIT 1";

    /// <summary>The barrier that has a lease. Its key is that of the destination.</summary>
    public const string LeasedBarrier = $"SELECT id, size, lease_until <= $now {Leased} AND key = '' AND barrier = 1";

    /// <summary>The first message of the destination.</summary>
    public const string First = $"SELECT id, size, retry_at FROM redox_inbox INDEXED BY redox_inbox_waiting WHERE destination = $destination AND {Waiting} ORDER BY id LIMIT 1";

    /// <summary>The first message of each key from $from up to $to, and whether one of the key has a lease. Goes from key to key, whatever number of messages they have.</summary>
    public const string Heads = $"""
        WITH RECURSIVE head (id, key) AS (
            SELECT * FROM (
                SELECT id, key FROM redox_inbox INDEXED BY redox_inbox_key
                WHERE destination = $destination AND key >= $from AND key < $to AND {Waiting} ORDER BY key, id LIMIT 1)
            UNION ALL
            SELECT next.id, next.key FROM head JOIN redox_inbox AS next ON next.id = (
                SELECT id FROM redox_inbox INDEXED BY redox_inbox_key
                WHERE destination = $destination AND key > head.key AND key < $to AND {Waiting} ORDER BY key, id LIMIT 1))
        SELECT message.id, message.size, message.retry_at, message.key, EXISTS (
            SELECT 1 FROM redox_inbox AS leased INDEXED BY redox_inbox_lease WHERE leased.destination = $destination AND leased.key = message.key AND leased.lease_until IS NOT NULL)
        FROM head JOIN redox_inbox AS message ON message.id = head.id
        """;

    /// <summary>Messages without a key that were never tried.</summary>
    public const string New = $"{Unordered} AND retry_at = 0 ORDER BY id LIMIT $count";

    /// <summary>Retries of messages without a key.</summary>
    public const string Retries = $"{Unordered} AND retry_at > $from AND retry_at <= $to ORDER BY retry_at, id LIMIT $count";
}
