using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>What an operator sees of the messages.</summary>
internal static class InboxList
{
    public static RedoxInboxCounts Count(InboxConnection connection, string destination) => connection.InTransaction("BEGIN", () =>
    {
        var now = connection.Number(Statements.Now)!.Value;
        var running = connection.Use(Statements.CountRunning).Add("$destination", destination).Add("$now", now).Number()!.Value;
        return new RedoxInboxCounts
        {
            Waiting = Number(Statements.CountWaiting)!.Value - running,
            Running = running,
            Parked = Number(Statements.CountParked)!.Value,
            OldestReceivedAt = Number(Statements.Oldest) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        };

        long? Number(string statement) => connection.Use(statement).Add("$destination", destination).Number();
    });

    public static List<RedoxInboxItem> List(InboxConnection connection, string destination, RedoxInboxItemState state, long after, int count) =>
        connection.InTransaction("BEGIN", () =>
        {
            var behind = new BehindCounter(connection, destination);
            var items = new List<RedoxInboxItem>();
            using var row = state switch
            {
                RedoxInboxItemState.Waiting => connection.Use(Statements.ListWaiting).Add("$now", behind.Now),
                RedoxInboxItemState.Running => connection.Use(Statements.ListRunning).Add("$now", behind.Now),
                _ => connection.Use(Statements.ListParked),
            };
            row.Add("$destination", destination).Add("$after", after).Add("$count", count);
            while (row.Step())
            {
                items.Add(Item(row, state, behind));
            }

            return items;
        });

    private static RedoxInboxItem Item(Statement row, RedoxInboxItemState state, BehindCounter behind) => new()
    {
        Id = row.Integer(0),
        LogId = row.Text(1),
        State = state,
        ReceivedAt = row.Time(2),
        Attempts = (int)row.Integer(3),
        Deaths = (int)row.Integer(4),
        RetryAt = state == RedoxInboxItemState.Waiting && row.Integer(5) > 0 ? row.Time(5) : null,
        ParkedAt = row.IsNull(6) ? null : row.Time(6),
        Failure = row.Text(7) is { } type ? new RedoxInboxFailure(type, row.Text(8)) : null,
        Size = row.Integer(9),
        Behind = state != RedoxInboxItemState.Parked && row.Text(10) is { } key ? behind.Of(row.Integer(0), key) : 0,
    };

    /// <summary>Counts the messages behind those of a list. Each message of a key is counted once, not once for each that is before it.</summary>
    private sealed class BehindCounter(InboxConnection connection, string destination)
    {
        private readonly Dictionary<string, (long Id, long Behind)> _previous = [];

        public long Now { get; } = connection.Number(Statements.Now)!.Value;

        public long Of(long id, string key)
        {
            var behind = _previous.TryGetValue(key, out var previous) ? previous.Behind - Between(previous.Id, id, key) : Between(id, long.MaxValue, key);
            _previous[key] = (id, behind);
            return behind;
        }

        private long Between(long after, long to, string key) => connection.Use(Statements.CountOfKey)
            .Add("$destination", destination).Add("$key", key).Add("$now", Now).Add("$after", after).Add("$to", to).Number()!.Value;
    }
}
