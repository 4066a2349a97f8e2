namespace Redox.Client.Sqlite;

/// <summary>Replays and discards parked messages.</summary>
internal static class ParkedMessages
{
    public static int Replay(InboxConnection connection, string destination, IReadOnlyList<long> ids) =>
        Use(connection, Statements.Replay, destination, ids, null).Run();

    public static int Discard(InboxConnection connection, string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt)
    {
        Use(connection, Statements.DiscardBodies, destination, ids, parkedBefore).Run();
        return Use(connection, Statements.Discard, destination, ids, parkedBefore).Add("$at", handledAt.UtcTicks).Run();
    }

    private static Statement Use(InboxConnection connection, string statement, string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore) =>
        connection.Use(statement).Add("$destination", destination).AddIds(ids).Add("$before", parkedBefore?.UtcTicks ?? long.MaxValue);
}
