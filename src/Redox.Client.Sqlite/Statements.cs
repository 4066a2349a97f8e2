namespace Redox.Client.Sqlite;

/// <summary>The inbox's SQL statements. Times are those of the application, in ticks; only leases have SQLite's own, in milliseconds.</summary>
internal static class Statements
{
    private const string Waiting = "handled_at IS NULL AND parked_at IS NULL";
    private const string Parked = "destination = $destination AND parked_at IS NOT NULL AND handled_at IS NULL";

    /// <summary>A result counts while its lease is the latest, and has no other result.</summary>
    private const string Leased = "id = $id AND fence = $fence AND lease_until IS NOT NULL";

    public const string Now = "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)";

    public const string Store = """
        INSERT INTO redox_inbox (destination, log_id, key, barrier, received_at, size) VALUES ($destination, $log, $key, $barrier, $received, $size)
        ON CONFLICT (destination, log_id) WHERE log_id IS NOT NULL DO NOTHING
        """;

    public const string StoreBody = "INSERT INTO redox_inbox_body (id, body) VALUES (last_insert_rowid(), $body)";

    // All messages of a claim in one statement, since beginning and ending one takes SQLite as long as the work on a message.
    private const string Ids = "json_each($ids)";

    /// <summary>Read before they are claimed: returning it from the update takes SQLite half as long again. With the bodies, unless they are large.</summary>
    public const string Claimable = $"""
        SELECT message.id, fence, log_id, received_at, attempts, deaths, lease_until IS NOT NULL, ifnull(body, x'')
        FROM {Ids} CROSS JOIN redox_inbox AS message ON message.id = value LEFT JOIN redox_inbox_body AS text ON text.id = message.id AND size <= $small
        """;

    /// <summary>A message that still has a lease lost its process.</summary>
    public const string Claim = $"UPDATE redox_inbox SET fence = fence + 1, deaths = deaths + (lease_until IS NOT NULL), lease_until = $until WHERE id IN (SELECT value FROM {Ids})";

    /// <summary>Unless it has been handled by another process meanwhile.</summary>
    public const string ClaimedBody = """
        SELECT ifnull(body, x'') FROM redox_inbox AS message LEFT JOIN redox_inbox_body AS text ON text.id = message.id
        WHERE message.id = $id AND fence = $fence AND handled_at IS NULL
        """;

    public const string Extend = $"UPDATE redox_inbox SET lease_until = $until WHERE {Leased} AND destination = $destination";
    public const string Complete = $"UPDATE redox_inbox SET handled_at = $at, key = NULL, failure_type = NULL, failure_text = NULL, lease_until = NULL WHERE {Leased}";
    public const string DeleteBody = "DELETE FROM redox_inbox_body WHERE id = $id";
    public const string DeleteBodies = $"DELETE FROM redox_inbox_body WHERE id IN (SELECT value FROM {Ids})";
    public const string Retry = $"UPDATE redox_inbox SET attempts = attempts + 1, retry_at = $at, failure_type = $type, failure_text = $text, lease_until = NULL WHERE {Leased}";
    public const string Park = $"UPDATE redox_inbox SET attempts = attempts + 1, parked_at = $at, failure_type = $type, failure_text = $text, lease_until = NULL WHERE {Leased}";
    public const string Release = $"UPDATE redox_inbox SET lease_until = NULL WHERE {Leased}";
    public const string Fence = "SELECT fence FROM redox_inbox WHERE id = $id";

    /// <summary>A message that was discarded stays parked as well.</summary>
    public const string IsCompleted = "SELECT 1 FROM redox_inbox WHERE id = $id AND fence = $fence AND handled_at IS NOT NULL AND parked_at IS NULL";

    private const string These = $"SELECT id FROM redox_inbox INDEXED BY redox_inbox_parked WHERE {Parked} AND id IN (SELECT value FROM {Ids}) AND parked_at < $before";
    public const string Replay = $"UPDATE redox_inbox SET parked_at = NULL, attempts = 0, deaths = 0, retry_at = 0, failure_type = NULL, failure_text = NULL WHERE id IN ({These})";
    public const string DiscardBodies = $"DELETE FROM redox_inbox_body WHERE id IN ({These})";
    public const string Discard = $"UPDATE redox_inbox SET handled_at = $at, key = NULL, failure_type = NULL, failure_text = NULL WHERE id IN ({These})";

    public const string Forget = """
        DELETE FROM redox_inbox WHERE id IN
            (SELECT id FROM redox_inbox INDEXED BY redox_inbox_handled WHERE destination = $destination AND handled_at < $before ORDER BY handled_at LIMIT $count)
        """;

    public const string Time = "SELECT time FROM redox_inbox_clock WHERE destination = $destination";

    public const string KeepTime = """
        INSERT INTO redox_inbox_clock (destination, time) VALUES ($destination, $time)
        ON CONFLICT (destination) DO UPDATE SET time = excluded.time WHERE excluded.time > time
        """;

    public const string CountWaiting = $"SELECT count(*) FROM redox_inbox INDEXED BY redox_inbox_waiting WHERE destination = $destination AND {Waiting}";
    public const string CountRunning = "SELECT count(*) FROM redox_inbox INDEXED BY redox_inbox_lease WHERE destination = $destination AND lease_until IS NOT NULL AND lease_until > $now";
    public const string CountParked = $"SELECT count(*) FROM redox_inbox INDEXED BY redox_inbox_parked WHERE {Parked}";
    public const string Oldest = $"SELECT received_at FROM redox_inbox INDEXED BY redox_inbox_waiting WHERE destination = $destination AND {Waiting} ORDER BY id LIMIT 1";

    private const string Item = "SELECT id, log_id, received_at, attempts, deaths, retry_at, parked_at, failure_type, failure_text, size, key FROM redox_inbox";
    private const string Page = "AND id > $after ORDER BY id LIMIT $count";

    public const string ListWaiting = $"{Item} INDEXED BY redox_inbox_waiting WHERE destination = $destination AND {Waiting} AND (lease_until IS NULL OR lease_until <= $now) {Page}";
    public const string ListRunning = $"{Item} INDEXED BY redox_inbox_lease WHERE destination = $destination AND lease_until IS NOT NULL AND lease_until > $now {Page}";
    public const string ListParked = $"{Item} INDEXED BY redox_inbox_parked WHERE {Parked} {Page}";

    /// <summary>Stops soon: otherwise each message of a list would count the whole backlog.</summary>
    public const string CountBehind = """
        SELECT count(*) FROM (
            SELECT 1 FROM redox_inbox INDEXED BY redox_inbox_key
            WHERE destination = $destination AND key = $key AND id > $after AND handled_at IS NULL AND parked_at IS NULL LIMIT $most)
        """;

    public const string Body = """
        SELECT ifnull(body, x'') FROM redox_inbox AS message LEFT JOIN redox_inbox_body AS text ON text.id = message.id
        WHERE message.id = $id AND destination = $destination AND handled_at IS NULL
        """;
}
