using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shared.Receiving;
using SQLitePCL;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Many retries that are not due yet are not in the way of what is new.</summary>
public sealed class InboxBacklogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task A_backlog_of_waiting_retries_does_not_slow_new_messages()
    {
        await using var app = await InboxApplication.StartAsync(Database, configure: options => options.MaxConcurrency = 8);
        await app.IdleAsync();
        Add(10);
        var (newOfFew, retriesOfFew) = (Steps("SelectNew"), Steps("SelectRetries"));
        Add(20_000);

        Assert.Equal((newOfFew, retriesOfFew), (Steps("SelectNew"), Steps("SelectRetries")));
        await app.PostAsync("new");
        await app.HandledAsync(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Add(int count)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})
            INSERT INTO redox_inbox (destination, received_at, attempts, retry_at, body) SELECT '', 1, 1, {DateTime.MaxValue.Ticks}, x'7b7d' FROM number
            """);
        command.ExecuteNonQuery();
    }

    // What SQLite does for a statement of the inbox, in the steps of its machine: the same on every computer, and more with each row that is visited.
    private int Steps(string statement)
    {
        const int VmStep = 4; // SQLITE_STMTSTATUS_VM_STEP
        var text = (string)typeof(RedoxDestinationBuilderSqliteExtensions).Assembly.GetType("Redox.Client.Sqlite.Statements", throwOnError: true)!
            .GetField(statement, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, text, out var prepared));
        using (prepared)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_bind_text(prepared, raw.sqlite3_bind_parameter_index(prepared, "$destination"), ""));
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_bind_int(prepared, raw.sqlite3_bind_parameter_index(prepared, "$count"), 40));
            if (raw.sqlite3_bind_parameter_index(prepared, "$due") is > 0 and var due)
            {
                Assert.Equal(raw.SQLITE_OK, raw.sqlite3_bind_int64(prepared, due, DateTime.UnixEpoch.Ticks));
            }

            Assert.Equal(raw.SQLITE_DONE, raw.sqlite3_step(prepared));
            return raw.sqlite3_stmt_status(prepared, VmStep, 0);
        }
    }
}
