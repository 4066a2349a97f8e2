using Npgsql;
using Redox.Client.Receiving;

namespace Redox.Client.PostgreSql;

/// <summary>Reads the messages that a claim returns.</summary>
internal static class ClaimedEntries
{
    /// <param name="reader">At the row.</param>
    /// <param name="column">The first of the columns.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<RedoxInboxEntry> ReadEntryAsync(this NpgsqlDataReader reader, int column, CancellationToken cancellationToken) => new()
    {
        Lease = new(reader.GetInt64(column), reader.GetInt64(column + 1)),
        LogId = await reader.IsDBNullAsync(column + 2, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(column + 2),
        ReceivedAt = reader.GetFieldValue<DateTimeOffset>(column + 3).ToUniversalTime(),
        Attempts = reader.GetInt32(column + 4),
        Deaths = reader.GetInt32(column + 5),
        Body = await reader.IsDBNullAsync(column + 6, cancellationToken).ConfigureAwait(false)
            ? ReadOnlyMemory<byte>.Empty
            : await reader.GetFieldValueAsync<byte[]>(column + 6, cancellationToken).ConfigureAwait(false),
    };

    /// <summary>
    /// Reads the bodies that are missing. The function that claims sees messages that were stored after the statement around it had begun. That one reads the bodies, and does not
    /// see theirs.
    /// </summary>
    public static async Task ReadUnseenBodiesAsync(
        this List<RedoxInboxEntry> entries, NpgsqlConnection connection, string statement, string destination, CancellationToken cancellationToken)
    {
        for (var index = 0; index < entries.Count; index++)
        {
            if (entries[index] is { Body.IsEmpty: true } entry)
            {
                entries[index] = new()
                {
                    Lease = entry.Lease,
                    LogId = entry.LogId,
                    ReceivedAt = entry.ReceivedAt,
                    Attempts = entry.Attempts,
                    Deaths = entry.Deaths,
                    Body = await ReadBodyAsync(connection, statement, destination, entry.Id, cancellationToken).ConfigureAwait(false),
                };
            }
        }
    }

    private static async Task<byte[]> ReadBodyAsync(NpgsqlConnection connection, string statement, string destination, long id, CancellationToken cancellationToken) => (byte[])(await connection.RunAsync(
        statement,
        parameters => parameters.With(destination).With(id),
        command => command.ExecuteScalarAsync(cancellationToken)).ConfigureAwait(false))!;
}
