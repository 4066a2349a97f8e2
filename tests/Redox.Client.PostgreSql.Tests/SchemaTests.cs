using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

[Collection(nameof(PostgreSqlCluster))]
public sealed class SchemaTests(PostgreSqlCluster cluster)
{
    [PostgreSqlFact]
    public async Task Script_can_be_run_again_and_by_an_administrator()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(source, PostgreSqlInboxSchema.Script("clinic_7"));
        await using var inbox = (IAsyncDisposable)Open(connectionString, NoDdl("clinic_7"));
        await StoreAsync((Receiving.IRedoxInbox)inbox, body: "kept");

        await ExecuteAsync(source, PostgreSqlInboxSchema.Script("clinic_7"));

        Assert.Equal("kept", Names(await ClaimAsync((Receiving.IRedoxInbox)inbox)));
        Assert.Equal(1L, await ScalarAsync<long>(source, "select count(*) from clinic_7.version"));
    }

    [PostgreSqlFact]
    public async Task Script_holds_the_words_of_SQL_as_names() => await StoreAsync(Open(await cluster.CreateDatabaseAsync(), options => options.Schema = "table"));

    [PostgreSqlFact]
    public async Task Application_without_DDL_does_not_start_with_missing_tables()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        var exception = await Assert.ThrowsAsync<RedoxConfigurationException>(() => StartAsync(connectionString, NoDdl("redox")));

        Assert.Contains("PostgreSqlInboxSchema.Script(\"redox\")", exception.Message, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(connectionString);
        Assert.Equal(0L, await ScalarAsync<long>(source, "select count(*) from pg_namespace where nspname = 'redox'"));
    }

    [PostgreSqlFact]
    public async Task Application_without_DDL_does_not_start_with_older_tables()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(source, PostgreSqlInboxSchema.Script() + "update redox.version set version = 0");

        Assert.Contains("PostgreSqlInboxSchema.Script", (await Assert.ThrowsAsync<RedoxConfigurationException>(() => StartAsync(connectionString, NoDdl("redox")))).Message, StringComparison.Ordinal);
        Assert.Equal(0, await ScalarAsync<int>(source, "select version from redox.version"));
    }

    [PostgreSqlFact]
    public async Task Tables_of_a_later_version_are_refused_and_not_changed()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(source, PostgreSqlInboxSchema.Script() + "update redox.version set version = 99");

        Assert.Contains("version 99", (await Assert.ThrowsAsync<RedoxConfigurationException>(() => StartAsync(connectionString))).Message, StringComparison.Ordinal);
        Assert.Equal(99, await ScalarAsync<int>(source, "select version from redox.version"));
    }

    [PostgreSqlFact]
    public async Task Clients_that_start_at_once_create_the_tables_once()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StoreAsync(Open(connectionString), key: null)));

        Assert.Equal(8, (await ClaimAsync(Open(connectionString))).Count);
    }

    [PostgreSqlFact]
    public async Task Role_needs_only_the_rights_of_the_README()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var role = $"clinic_{Guid.NewGuid():N}";
        await ExecuteAsync(source, $"""
            {PostgreSqlInboxSchema.Script()}
            create role {role} login;
            grant usage on schema redox to {role};
            grant select, insert, update, delete on all tables in schema redox to {role};
            """);
        var limited = new NpgsqlConnectionStringBuilder(connectionString) { Username = role }.ConnectionString;

        await RedoxInboxRoundTripAsync(limited);
    }

    [PostgreSqlFact]
    public async Task Role_without_rights_is_a_fault_of_the_configuration()
    {
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var role = $"clinic_{Guid.NewGuid():N}";
        await ExecuteAsync(source, $"create role {role} login");
        var limited = new NpgsqlConnectionStringBuilder(connectionString) { Username = role }.ConnectionString;

        Assert.Contains("42501", (await Assert.ThrowsAsync<RedoxConfigurationException>(() => StartAsync(limited))).Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Missing_database_is_a_fault_of_the_configuration()
    {
        var missing = new NpgsqlConnectionStringBuilder(await cluster.CreateDatabaseAsync()) { Database = "CANARY" }.ConnectionString;
        var exception = await Assert.ThrowsAsync<RedoxConfigurationException>(() => StartAsync(missing));

        Assert.Contains("3D000", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_starts_although_the_server_cannot_be_reached()
    {
        const string Nowhere = "Host=127.0.0.1;Port=1;Username=postgres;Database=none;Password=CANARY";
        await StartAsync(Nowhere);

        var exception = await Assert.ThrowsAnyAsync<DbException>(() => StoreAsync(Open(Nowhere)));
        Assert.True(exception.IsTransient);
        Assert.Equal("08006", exception.SqlState);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Redox")]
    [InlineData("1redox")]
    [InlineData("re\"dox")]
    [InlineData("pg_redox")]
    [InlineData("rédox")]
    [InlineData("redox;drop")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Schema_must_be_a_plain_identifier(string schema)
    {
        Assert.Throws<RedoxConfigurationException>(() => Open("Host=127.0.0.1", options => options.Schema = schema));
        Assert.Throws<RedoxConfigurationException>(() => PostgreSqlInboxSchema.Script(schema));
    }

    [Fact]
    public void Connection_string_must_be_readable()
    {
        var exception = Assert.Throws<RedoxConfigurationException>(() => Open("Host=127.0.0.1;Pasword=CANARY"));
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    private static Action<PostgreSqlInboxOptions> NoDdl(string schema) => options => (options.Schema, options.CreateSchema) = (schema, false);

    private static async Task StartAsync(string connectionString, Action<PostgreSqlInboxOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UsePostgreSqlInbox(connectionString, configureStorage: configure);
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }

    private static async Task RedoxInboxRoundTripAsync(string connectionString)
    {
        var inbox = Open(connectionString);
        await StoreAsync(inbox, logId: "log");
        var entry = Assert.Single(await ClaimAsync(inbox));
        await ClaimAsync(inbox, 1, Receiving.RedoxInboxResult.Parked(entry.Lease, Noon, new("Exception")));
        Assert.Equal(1, await inbox.ReplayAsync("", [entry.Id]));
        entry = Assert.Single(await ClaimAsync(inbox));
        await ClaimAsync(inbox, 0, Receiving.RedoxInboxResult.Completed(entry.Lease, Noon));
        await inbox.KeepTimeAsync("", Noon);
        Assert.Equal(1, await inbox.ForgetAsync("", Noon.AddDays(1), 10));
    }
}
