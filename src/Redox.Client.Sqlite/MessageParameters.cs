using Redox.Client.Receiving;

namespace Redox.Client.Sqlite;

/// <summary>How statements name messages.</summary>
internal static class MessageParameters
{
    public static Statement AddLease(this Statement statement, RedoxInboxLease lease) => statement.Add("$id", lease.Id).Add("$fence", lease.Fence);

    /// <summary>As a JSON array: SQLite has no parameter for several values.</summary>
    public static Statement AddIds(this Statement statement, IEnumerable<long> ids) => statement.Add("$ids", $"[{string.Join(',', ids)}]");
}
