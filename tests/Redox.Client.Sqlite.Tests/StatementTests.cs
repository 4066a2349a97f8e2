using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shared.Receiving;
using SQLitePCL;

namespace Redox.Client.Sqlite.Tests;

/// <summary>How SQLite carries out the statements of the inbox: none looks at all messages, and those of a claim do not look at messages that wait for others.</summary>
public sealed partial class StatementTests : IDisposable
{
    private const int Few = 10;
    private const int Many = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    public static TheoryData<string> All => [.. Statements().Select(statement => statement.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Statement_finds_its_messages_through_an_index(string name)
    {
        await (await InboxApplication.StartAsync(Database)).DisposeAsync();
        using var connection = Connect();
        using var command = connection.CreateCommand();
        var text = Text(name);
        command.CommandText = "EXPLAIN QUERY PLAN " + text;
        foreach (var parameter in Parameter().Matches(text).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(parameter, 1);
        }

        using var plan = command.ExecuteReader();
        while (plan.Read())
        {
            // What is scanned is what the statement has found itself, or was given.
            Assert.Matches("^(?!SCAN )|^SCAN (CONSTANT ROW|head|\\(subquery-1\\)|json_each VIRTUAL TABLE INDEX 1:)$", plan.GetString(3));
        }
    }

    [Theory]
    [InlineData("Heads", "''", "0")] // A long backlog of one key,
    [InlineData("Heads", "''", "9223372036854775807")] // or one whose first message waits for its retry.
    [InlineData("New", "NULL", "9223372036854775807")] // Retries that are not due,
    [InlineData("Retries", "NULL", "9223372036854775807")]
    [InlineData("Retries", "NULL", "0")] // and messages that are none.
    [InlineData("Expired", "''", "0")]
    [InlineData("FirstBarrier", "NULL", "0")]
    [InlineData("First", "''", "0")]
    public async Task A_backlog_does_not_slow_a_claim(string statement, string key, string retryAt)
    {
        await (await InboxApplication.StartAsync(Database)).DisposeAsync();
        Add(Few, key, retryAt);
        var few = Steps(statement);
        Add(Many, key, retryAt);

        Assert.Equal(few, Steps(statement));
    }

    [Fact]
    public async Task New_messages_are_handled_beside_a_backlog_of_waiting_retries()
    {
        await using var app = await InboxApplication.StartAsync(Database, configure: options => options.Key = Receiving.InboxKey.None);
        await app.IdleAsync();
        Add(Many, "NULL", "9223372036854775807");

        await app.PostAsync("new");

        await app.HandledAsync(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<FieldInfo> Statements() =>
        from type in (string[])["Redox.Client.Sqlite.Statements", "Redox.Client.Sqlite.ClaimStatements"]
        from field in typeof(RedoxDestinationBuilderSqliteExtensions).Assembly.GetType(type, throwOnError: true)!.GetFields(BindingFlags.Public | BindingFlags.Static)
        select field;

    private static string Text(string name) => (string)Statements().Single(statement => statement.Name == name).GetRawConstantValue()!;

    private void Add(int count, string key, string retryAt)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})
            INSERT INTO redox_inbox (destination, key, received_at, size, attempts, retry_at) SELECT '', {key}, 1, 2, 1, {retryAt} FROM number
            """);
        command.ExecuteNonQuery();
    }

    // What SQLite does for a statement, in the steps of its machine: the same on every computer, and more with each row that is visited.
    private int Steps(string name)
    {
        const int VmStep = 4; // SQLITE_STMTSTATUS_VM_STEP
        using var connection = Connect();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, Text(name), out var prepared));
        using (prepared)
        {
            BindText("$destination", "");
            BindText("$from", "");
            Bind("$before", long.MaxValue);
            Bind("$now", 1);
            Bind("$count", 1);
            if (name == "Retries")
            {
                Bind("$from", 0);
                Bind("$to", DateTime.UnixEpoch.Ticks);
            }
            else
            {
                BindText("$to", "~");
            }

            _ = raw.sqlite3_step(prepared);
            return raw.sqlite3_stmt_status(prepared, VmStep, 0);
        }

        void Bind(string parameter, long value) => _ = raw.sqlite3_bind_int64(prepared, raw.sqlite3_bind_parameter_index(prepared, parameter), value);

        void BindText(string parameter, string value) => _ = raw.sqlite3_bind_text(prepared, raw.sqlite3_bind_parameter_index(prepared, parameter), value);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    [GeneratedRegex("\\$[a-z]+")]
    private static partial Regex Parameter();
}
