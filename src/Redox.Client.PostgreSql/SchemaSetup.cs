using Npgsql;

namespace Redox.Client.PostgreSql;

/// <summary>Creates the tables where they are missing, or says what is missing.</summary>
internal static class SchemaSetup
{
    /// <returns>The number of the inbox: another database has another one.</returns>
    public static async Task<Guid> RunAsync(InboxDatabase database, bool mayCreate, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var version = await ReadVersionAsync(connection, database, cancellationToken).ConfigureAwait(false);
                if (version < PostgreSqlInboxSchema.Version)
                {
                    await CreateAsync(connection, database, version, mayCreate, cancellationToken).ConfigureAwait(false);
                }

                if (version > PostgreSqlInboxSchema.Version)
                {
                    throw new RedoxConfigurationException(
                        $"The tables of the PostgreSQL inbox in the schema '{database.Schema}' have version {version}, and this program knows version {PostgreSqlInboxSchema.Version}. "
                        + "Use the version of Redox.Client.PostgreSql that created them, or a later one.");
                }

                return (Guid)(await ValueAsync(connection, database.Statements.Number, cancellationToken).ConfigureAwait(false))!;
            }
        }
        catch (PostgresException exception) when (SqlStates.IsFault(exception.SqlState))
        {
            throw new RedoxConfigurationException(PostgreSqlInboxException.Of(exception).Message);
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, InboxDatabase database, int version, bool mayCreate, CancellationToken cancellationToken)
    {
        if (!mayCreate)
        {
            throw new RedoxConfigurationException(
                $"The tables of the PostgreSQL inbox in the schema '{database.Schema}' {(version == 0 ? "are missing" : $"have version {version}")}, and CreateSchema is false. "
                + $"Let a database administrator run the script of PostgreSqlInboxSchema.Script(\"{database.Schema}\"), which brings version {PostgreSqlInboxSchema.Version}.");
        }

        // Another process may have created the tables while this one waited for it, and may be using them: then they are left alone.
        await RunAsync(connection, $"begin isolation level read committed; {PostgreSqlInboxSchema.Lock}", cancellationToken).ConfigureAwait(false);
        var isDone = await ReadVersionAsync(connection, database, cancellationToken).ConfigureAwait(false) >= PostgreSqlInboxSchema.Version;
        await RunAsync(connection, isDone ? "commit" : PostgreSqlInboxSchema.Script(database.Schema), cancellationToken).ConfigureAwait(false);
    }

    /// <returns>0 when there are no tables.</returns>
    private static async Task<int> ReadVersionAsync(NpgsqlConnection connection, InboxDatabase database, CancellationToken cancellationToken) =>
        await ValueAsync(connection, database.Statements.Exists, cancellationToken).ConfigureAwait(false) is true
            ? await ValueAsync(connection, database.Statements.Version, cancellationToken).ConfigureAwait(false) as int? ?? 0
            : 0;

    private static Task<int> RunAsync(NpgsqlConnection connection, string statements, CancellationToken cancellationToken) =>
        connection.RunAsync(statements, static _ => { }, command => command.ExecuteNonQueryAsync(cancellationToken));

    private static Task<object?> ValueAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken) =>
        connection.RunAsync(statement, static _ => { }, command => command.ExecuteScalarAsync(cancellationToken));
}
