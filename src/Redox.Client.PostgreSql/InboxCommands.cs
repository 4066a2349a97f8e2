using Npgsql;

namespace Redox.Client.PostgreSql;

/// <summary>Runs a statement on a connection.</summary>
internal static class InboxCommands
{
    public static async Task<T> RunAsync<T>(
        this NpgsqlConnection connection, string statement, Action<NpgsqlParameterCollection> add, Func<NpgsqlCommand, Task<T>> run)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement;
            add(command.Parameters);
            return await run(command).ConfigureAwait(false);
        }
    }

    public static Task<List<T>> ListAsync<T>(
        this NpgsqlConnection connection, string statement, Action<NpgsqlParameterCollection> add, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        connection.RunAsync(
            statement,
            add,
            async command =>
            {
                var rows = new List<T>();
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        rows.Add(read(reader));
                    }

                    await reader.EndAsync(cancellationToken).ConfigureAwait(false);
                }

                return rows;
            });
}
