using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>Replays and discards parked messages.</summary>
internal static class ParkedMessages
{
    public static int Replay(InboxConnection connection, string destination, RedoxParkedMessages messages) => messages.Ids is { } ids
        ? ids.Sum(id => connection.Use(Statements.ReplayOne).Add("$destination", destination).Add("$id", id).Run())
        : connection.Use(Statements.Replay).Add("$destination", destination).Add("$before", Before(messages)).Run();

    public static int Discard(InboxConnection connection, string destination, RedoxParkedMessages messages, DateTimeOffset handledAt)
    {
        var at = handledAt.UtcTicks;
        if (messages.Ids is { } ids)
        {
            var discarded = ids.Where(id => connection.Use(Statements.DiscardOne).Add("$destination", destination).Add("$id", id).Add("$at", at).Run() > 0).ToList();
            discarded.ForEach(id => connection.Use(Statements.DeleteBody).Add("$id", id).Run());
            return discarded.Count;
        }

        connection.Use(Statements.DiscardBodies).Add("$destination", destination).Add("$before", Before(messages)).Run();
        return connection.Use(Statements.Discard).Add("$destination", destination).Add("$before", Before(messages)).Add("$at", at).Run();
    }

    private static long Before(RedoxParkedMessages messages) => messages.ParkedBefore?.UtcTicks ?? long.MaxValue;
}
