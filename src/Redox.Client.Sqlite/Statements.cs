namespace Redox.Client.Sqlite;

/// <summary>The inbox's SQL statements.</summary>
internal static class Statements
{
    private const string Waiting = "destination = $destination AND handled_at IS NULL AND parked = 0";

    public const string Insert = """
        INSERT INTO redox_inbox (destination, log_id, received_at, body) VALUES ($destination, $log, $received, $body)
        ON CONFLICT (destination, log_id) WHERE log_id IS NOT NULL DO NOTHING
        """;

    private const string Select = "SELECT id, received_at, attempts, retry_at, deaths, length(body), body FROM redox_inbox ";

    /// <summary>In order, whether due or not.</summary>
    public const string SelectOldest = $"{Select} INDEXED BY redox_inbox_waiting WHERE {Waiting} ORDER BY id LIMIT $count";

    /// <summary>Messages that were never tried.</summary>
    public const string SelectNew = $"{Select} INDEXED BY redox_inbox_due WHERE {Waiting} AND retry_at = 0 ORDER BY id LIMIT $count";

    public const string SelectRetries = $"{Select} INDEXED BY redox_inbox_due WHERE {Waiting} AND retry_at > 0 AND retry_at <= $due ORDER BY retry_at, id LIMIT $count";

    public const string Complete = "UPDATE redox_inbox SET handled_at = $handled, body = NULL WHERE id = $id";
    public const string Retry = "UPDATE redox_inbox SET attempts = attempts + 1, retry_at = $retry WHERE id = $id";
    public const string Park = "UPDATE redox_inbox SET attempts = attempts + 1, parked = 1 WHERE id = $id";
    public const string Release = "UPDATE redox_inbox SET attempts = 0, retry_at = 0, deaths = 0, parked = 0 WHERE destination = $destination AND parked = 1";

    /// <summary>A few at a time, so that other writes can get in between.</summary>
    public const string Forget = """
        DELETE FROM redox_inbox WHERE id IN
            (SELECT id FROM redox_inbox INDEXED BY redox_inbox_handled WHERE destination = $destination AND handled_at < $before LIMIT 1000)
        """;

    public const int ForgottenAtOnce = 1000;

    public const string ReadClock = "SELECT time FROM redox_inbox_clock WHERE destination = $destination";
    public const string LastHandled = "SELECT max(handled_at) FROM redox_inbox WHERE destination = $destination AND handled_at IS NOT NULL";

    public const string KeepClock = """
        INSERT INTO redox_inbox_clock (destination, time) VALUES ($destination, $time)
        ON CONFLICT (destination) DO UPDATE SET time = excluded.time
        """;

    /// <summary>Also in files that were created before there were numbers.</summary>
    public const string MakeOwners = "CREATE TABLE IF NOT EXISTS redox_inbox_owner (destination TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID";

    /// <summary>A new owner of the messages gets the next number.</summary>
    public const string TakeOver = """
        INSERT INTO redox_inbox_owner (destination, number) VALUES ($destination, 1)
        ON CONFLICT (destination) DO UPDATE SET number = number + 1 RETURNING number
        """;

    public const string ReadOwner = "SELECT number FROM redox_inbox_owner WHERE destination = $destination";

    /// <summary>Caps retries at the longest wait: a clock that was set back may have left later ones.</summary>
    public const string LimitRetries = $"UPDATE redox_inbox SET retry_at = $latest WHERE {Waiting} AND retry_at > $latest";

    public const string CountDeath = $"UPDATE redox_inbox SET deaths = deaths + 1, parked = deaths + 1 >= $max WHERE id = $id AND {Waiting} RETURNING log_id, deaths, parked";

    public const string CountWaiting = $"SELECT count(*) FROM redox_inbox INDEXED BY redox_inbox_waiting WHERE {Waiting}";
    public const string CountParked = "SELECT count(*) FROM redox_inbox INDEXED BY redox_inbox_parked WHERE destination = $destination AND parked = 1";
    public const string OldestWaiting = $"SELECT received_at FROM redox_inbox INDEXED BY redox_inbox_waiting WHERE {Waiting} ORDER BY id LIMIT 1";
}
