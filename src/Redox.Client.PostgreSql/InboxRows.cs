using Npgsql;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>Reads rows of an inbox.</summary>
internal static class InboxRows
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long Earliest = (DateTimeOffset.MinValue - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long Latest = (DateTimeOffset.MaxValue - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time, or the nearest one that there is: PostgreSQL has later ones, and a message with one of them must not hide the others.</summary>
    public static DateTimeOffset? Time(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Epoch.AddTicks(Math.Clamp(reader.GetFieldValue<long>(column), Earliest, Latest) * TimeSpan.TicksPerMicrosecond); // As the server counts.

    public static RedoxInboxItem Item(this NpgsqlDataReader reader, RedoxInboxItemState state) => new()
    {
        Id = reader.GetInt64(0),
        LogId = reader.Text(1),
        State = state,
        ReceivedAt = reader.Time(2)!.Value,
        Attempts = reader.GetInt32(3),
        Deaths = reader.GetInt32(4),
        RetryAt = state == RedoxInboxItemState.Waiting ? reader.Time(5) : null,
        ParkedAt = reader.Time(6),
        Failure = reader.Text(7) is { } type ? new(type, reader.Text(8)) : null,
        Size = reader.GetInt64(9),
        Behind = reader.GetInt64(10),
    };

    private static string? Text(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
