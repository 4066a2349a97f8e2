using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Redox.Client.Receiving;
using Redox.Client.Testing;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>Inboxes as an application gets them.</summary>
internal static class Inboxes
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static IRedoxInbox Open(string connectionString, Action<PostgreSqlInboxOptions>? configure = null, TimeProvider? time = null) =>
        Services(connectionString, configure, time).GetRequiredKeyedService<IRedoxInbox>("");

    public static RedoxInboxOperations Operations(string connectionString) => Services(connectionString).GetRequiredService<RedoxInboxOperations>();

    private static ServiceProvider Services(string connectionString, Action<PostgreSqlInboxOptions>? configure = null, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UsePostgreSqlInbox(connectionString, configureStorage: configure);
        return services.BuildServiceProvider();
    }

    public static RedoxInboxSuiteSubject Subject(string connectionString, Func<Task<string>>? pooled = null)
    {
        var source = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(connectionString));
        return new()
        {
            OpenAsync = async _ => Open(pooled is null ? connectionString : await pooled()),
            ExpireLeaseAsync = (lease, _, _) => ExecuteAsync(source.Value, $"update redox.inbox set lease_until = clock_timestamp() - interval '1 second' where id = {lease.Id} and lease_until is not null"),
            BeginTransactionAsync = async cancellationToken =>
            {
                var connection = await source.Value.OpenConnectionAsync(cancellationToken);
                return await connection.BeginTransactionAsync(cancellationToken);
            },
            StartProcess = arguments => Process.Start(
                new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "InboxCluster.dll"), connectionString, "--suite", .. arguments])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                })!,
        };
    }

    public static async Task ExecuteAsync(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static Task<bool> StoreAsync(IRedoxInbox inbox, string? key = "", string? logId = null, string body = "{}") =>
        inbox.StoreAsync(new() { Destination = "", LogId = logId, Key = key, ReceivedAt = Noon, Body = System.Text.Encoding.UTF8.GetBytes(body) });

    public static async Task<IReadOnlyList<RedoxInboxEntry>> ClaimAsync(IRedoxInbox inbox, int count = 10, params RedoxInboxResult[] results) =>
        (await inbox.ClaimAsync(new() { Destination = "", Count = count, Lease = TimeSpan.FromMinutes(10), DueBy = Noon, Results = results })).Entries;

    public static string Names(IReadOnlyList<RedoxInboxEntry> entries) => string.Join(' ', entries.Select(entry => System.Text.Encoding.UTF8.GetString(entry.Body.Span)));
}
