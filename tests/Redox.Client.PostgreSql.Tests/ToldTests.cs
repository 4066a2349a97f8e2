using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shared.InboxTroubles;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>What Redox is told, and what is logged, while the database cannot be used.</summary>
[Collection(nameof(TroubledServer))]
public sealed class ToldTests(PostgreSqlCluster cluster)
{
    [PostgreSqlTheory]
    [InlineData("alter database {0} set default_transaction_read_only = on", "alter database {0} set default_transaction_read_only = off", "25006")]
    [InlineData("revoke insert, update, delete on all tables in schema redox from {1}", "grant insert, update, delete on all tables in schema redox to {1}", "42501")]
    [InlineData("revoke connect on database {0} from public", "grant connect on database {0} to public", "42501")]
    [InlineData("alter role {1} nologin", "alter role {1} login", "28000")]
    [InlineData("alter role {1} connection limit 0", "alter role {1} connection limit -1", "53300")]
    [InlineData("alter schema redox rename to moved", "alter schema moved rename to redox", "42P01", "3F000")] // One when the statement began before, the other after.
    [InlineData("alter table redox.inbox rename to moved", "alter table redox.moved rename to inbox", "42P01")]
    public async Task Database_that_is_changed_while_the_application_runs(string begin, string end, params string[] states)
    {
        var (connectionString, database, role) = await WithRoleAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);

        await InboxTrouble.IsToldAsync(
            destination => destination.UsePostgreSqlInbox(As(connectionString, role, pooling: false)),
            () => ExecuteAsync(source, Of(begin)),
            () => ExecuteAsync(source, Of(end)),
            [.. states.Select(state => $"PostgreSqlInboxException {state}")]);

        // A rewritten format item would hide what is run.
        string Of(string statement) => statement.Replace("{0}", database, StringComparison.Ordinal).Replace("{1}", role, StringComparison.Ordinal);
    }

    [PostgreSqlTheory]
    [InlineData("redox.inbox")]
    [InlineData("redox.inbox_body")]
    public async Task Table_that_another_session_has_locked_for_longer_than_statements_may_take(string table)
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var other = await source.OpenConnectionAsync();
        NpgsqlTransaction? transaction = null;

        await InboxTrouble.IsToldAsync(
            destination => destination.UsePostgreSqlInbox(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 1 }.ConnectionString),
            async () =>
            {
                transaction = await other.BeginTransactionAsync();
                await using var command = new NpgsqlCommand($"lock table {table} in access exclusive mode", other, transaction);
                await command.ExecuteNonQueryAsync();
            },
            async () => await transaction!.RollbackAsync(),
            "PostgreSqlInboxException 08006");
    }

    [PostgreSqlFact]
    public async Task Table_that_another_session_has_locked_for_a_while_is_waited_for()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var server = await InboxServer.StartAsync(new(), destination => destination.UsePostgreSqlInbox(connectionString));
        await server.DeliverAsync("before");
        await using var other = await source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table redox.inbox in access exclusive mode", other, transaction);
        await command.ExecuteNonQueryAsync();

        var waiting = server.SendAsync("during");
        while (await ScalarAsync<long>(source, "select count(*) from pg_locks where not granted and relation = 'redox.inbox'::regclass") == 0)
        {
            Assert.False(waiting.IsCompleted);
        }

        await transaction.RollbackAsync();
        Assert.Equal((200, null), await waiting);
        await server.UntilAsync(() => server.Handled.Count == 2);
        await server.UntilEmptyAsync();
        Assert.Equal(["before", "during"], server.Handled);
        Assert.Empty(server.Logged(InboxServer.NotStored, InboxServer.InboxFailed));
    }

    [PostgreSqlDiskFact]
    public async Task Disk_that_becomes_full_while_the_application_runs()
    {
        using var disk = SmallDisk.Mount("2m");
        var (connectionString, tables, space) = (await cluster.CreateDatabaseAsync(), Path.Combine(disk.Folder, "tables"), $"small_{Guid.NewGuid():N}");
        Directory.CreateDirectory(tables);
        PostgreSqlPrograms.Run("chown", "postgres", tables);
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync(source, $"create tablespace {space} location '{tables}'");
        try
        {
            await ExecuteAsync(source, $"alter database {database} set default_tablespace = {space}");

            await FullDisk.LosesNothingAsync(destination => destination.UsePostgreSqlInbox(connectionString), disk, "PostgreSqlInboxException 53100");
        }
        finally
        {
            await ExecuteAsync(source, $"drop database {database} with (force)"); // Before its disk is gone: the server would not survive that.
            await ExecuteAsync(source, $"drop tablespace {space}");
        }
    }

    private async Task<(string ConnectionString, string Database, string Role)> WithRoleAsync()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var (database, role) = (new NpgsqlConnectionStringBuilder(connectionString).Database!, $"clinic_{Guid.NewGuid():N}");
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(source, $"""
            {PostgreSqlInboxSchema.Script()}
            create role {role} login;
            grant usage on schema redox to {role};
            grant select, insert, update, delete on all tables in schema redox to {role};
            """);
        return (connectionString, database, role);
    }

    // Without a pool each statement meets the database as it is now.
    private static string As(string connectionString, string role, bool pooling) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Username = role, Pooling = pooling }.ConnectionString;
}
