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
            OldestReceivedAt = Number(Statements.Oldest) is { } ticks ? Statement.TimeOf(ticks) : null,
        };

        long? Number(string statement) => connection.Use(statement).Add("$destination", destination).Number();
    });

    public static List<RedoxInboxItem> List(InboxConnection connection, string destination, RedoxInboxItemState state, long after, int count) =>
        connection.InTransaction("BEGIN", () =>
        {
            var now = connection.Number(Statements.Now)!.Value;
            var items = new List<RedoxInboxItem>();
            using var row = state switch
            {
                RedoxInboxItemState.Waiting => connection.Use(Statements.ListWaiting).Add("$now", now),
                RedoxInboxItemState.Running => connection.Use(Statements.ListRunning).Add("$now", now),
                _ => connection.Use(Statements.ListParked),
            };
            row.Add("$destination", destination).Add("$after", after).Add("$count", count);
            while (row.Step())
            {
                items.Add(Item(row, state, key => CountBehind(connection, destination, key, row.Integer(0))));
            }

            return items;
        });

    private static RedoxInboxItem Item(Statement row, RedoxInboxItemState state, Func<string, long> countBehind) => new()
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
        Behind = state != RedoxInboxItemState.Parked && row.Text(10) is { } key ? countBehind(key) : 0,
    };

    private static long CountBehind(InboxConnection connection, string destination, string key, long id) => connection.Use(Statements.CountBehind)
        .Add("$destination", destination).Add("$key", key).Add("$after", id).Add("$most", RedoxInboxItem.MaxBehind).Number()!.Value;
}
