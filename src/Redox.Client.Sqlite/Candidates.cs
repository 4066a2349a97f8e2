using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>The messages that one claim takes, as far as they have been found.</summary>
internal sealed class Candidates(RedoxInboxClaim claim)
{
    public List<long> Ids { get; } = [];

    public int Room => claim.Count - Ids.Count;

    public int RoomForLarge { get; private set; } = claim.MaxLarge;

    public static bool IsLarge(long size) => size > RedoxInboxClaim.LargeBody;

    public bool IsDue(long retryAt) => retryAt <= claim.DueBy.UtcTicks || retryAt > claim.LatestDue.UtcTicks;

    /// <summary>Takes a message, unless there is no room for it.</summary>
    public void Add(long id, long size)
    {
        if (Room <= 0 || (IsLarge(size) && RoomForLarge <= 0))
        {
            return;
        }

        Ids.Add(id);
        RoomForLarge -= IsLarge(size) ? 1 : 0;
    }
}
