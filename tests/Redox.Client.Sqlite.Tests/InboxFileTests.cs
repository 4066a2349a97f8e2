using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>The file of a SQLite inbox: its versions, who may read it, and what is left in it.</summary>
public sealed class InboxFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData("PRAGMA user_version = 7", "has version 7")]
    [InlineData("CREATE TABLE redox_inbox (id INTEGER PRIMARY KEY, destination TEXT, log_id TEXT, body BLOB)", "with a schema that this program does not create")]
    [InlineData("CREATE TABLE redox_inbox (id INTEGER PRIMARY KEY); PRAGMA user_version = 2", "no table redox_inbox of version 2")]
    [InlineData("CREATE TABLE redox_inbox (id INTEGER PRIMARY KEY); PRAGMA user_version = 3", "no table redox_inbox of version 3")]
    public async Task File_of_another_version_or_form_is_refused_at_start(string statements, string reason)
    {
        Sql(statements);

        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains(Database, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_cannot_be_is_refused_with_the_path_the_code_and_a_remedy()
    {
        var garbage = Path.Combine(_folder, "garbage.db");
        await File.WriteAllTextAsync(garbage, string.Concat(Enumerable.Repeat("This is no database. ", 500)));

        Assert.Contains("does not exist: create it", await FaultAsync(Path.Combine(_folder, "nowhere", "inbox.db"), "14 SQLITE_CANTOPEN"), StringComparison.Ordinal);
        Assert.Contains("is a folder", await FaultAsync(_folder, "14 SQLITE_CANTOPEN"), StringComparison.Ordinal);
        Assert.Contains("not a SQLite database", await FaultAsync(garbage, "26 SQLITE_NOTADB"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_with_the_path_the_code_and_a_remedy()
    {
        await using (await InboxApplication.StartAsync(Database))
        {
        }

        var bytes = await File.ReadAllBytesAsync(Database);
        bytes.AsSpan(100, 3_900).Fill(0xee); // The header stays: it is a database still, whose tables cannot be found.
        await File.WriteAllBytesAsync(Database, bytes);

        Assert.Contains("the file is damaged. Keep a copy", await FaultAsync(Database, "11 SQLITE_CORRUPT"), StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Database));
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=")]
    [InlineData("Data Source= ")]
    [InlineData("Data Source=' :memory: '")]
    [InlineData("Data Source=file::memory:")]
    [InlineData("Data Source=file::memory:?cache=shared")]
    [InlineData("Data Source=file:inbox?mode=memory&cache=shared")]
    [InlineData("Data Source=file:/inbox?vfs=memdb")]
    [InlineData("Data Source=file:")]
    [InlineData("Data Source=FILE::MEMORY:")]
    [InlineData("Data Source=inbox.db;Mode=Memory")]
    [InlineData("Data Source=/inbox;Vfs=memdb")]
    [InlineData("Mode=ReadWriteCreate")]
    public void A_database_that_is_lost_with_the_process_is_refused(string connectionString) => Assert.Contains(
        "an inbox needs a writable file",
        Assert.Throws<RedoxConfigurationException>(() => new TestDestination(destination => destination.UseSqliteInbox(connectionString))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_locked_at_the_first_start_is_used_as_soon_as_it_is_free()
    {
        using var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        other.Open();
        Execute(other, "CREATE TABLE others (a)");
        Execute(other, "BEGIN EXCLUSIVE");
        await using var app = await InboxApplication.StartAsync(destination => destination.UseSqliteInbox($"Data Source={Database};Default Timeout=1"));

        Assert.Equal(500, (await app.PostAsync("a")).StatusCode);
        Assert.Contains("could not be stored in the inbox (SqliteInboxException 5 SQLITE_BUSY)", app.App.Log, StringComparison.Ordinal);
        Execute(other, "COMMIT");
        Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync("a")).Outcome);
        await app.UntilAsync(() => app.Journal.Count == 1, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Missing_table_is_reported_by_code_and_nothing_is_acknowledged()
    {
        await using var app = await InboxApplication.StartAsync(Database);
        await app.IdleAsync();
        Sql("DROP TABLE redox_inbox");

        Assert.Equal(500, (await app.PostAsync("a")).StatusCode);

        Assert.Contains("could not be stored in the inbox (SqliteInboxException 1 SQLITE_ERROR)", app.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing is lost", app.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_patient_is_in_any_file_five_seconds_after_handling()
    {
        await using var app = await InboxApplication.StartAsync(Database);
        for (var number = 0; number < 50; number++)
        {
            await app.PostAsync($"{number}");
        }

        await app.HandledAsync(50);
        await app.IdleAsync();
        app.App.Clock.Advance(TimeSpan.FromSeconds(5)); // All the time that passes here.
        await app.UntilAsync(() => new FileInfo($"{Database}-wal").Length == 0);

        var files = Directory.GetFiles(_folder);
        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.DoesNotContain("CANARY", Content(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_reader_does_not_keep_handled_patients_in_the_log()
    {
        await using var app = await InboxApplication.StartAsync(Database);
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.IdleAsync();
        using (var reader = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            reader.Open();
            Execute(reader, "BEGIN");
            Execute(reader, "SELECT count(*) FROM redox_inbox");
            await app.PostAsync("b");
            app.App.Clock.Advance(TimeSpan.FromSeconds(5));
            await app.HandledAsync(2);
        }

        await app.UntilAsync(() => new FileInfo($"{Database}-wal").Length == 0, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Files_are_for_their_owner_only_and_wider_rights_are_logged()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There the folder's rights count: docs/inbox.md.
        }

        const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var app = await InboxApplication.StartAsync(Database))
        {
            await app.PostAsync("a");
            await app.IdleAsync();
            var files = Directory.GetFiles(_folder);
            Assert.Contains($"{Database}-wal", files);
            Assert.Contains($"{Database}-shm", files);
            Assert.All(files, file => Assert.Equal(ForOwner, new FileInfo(file).UnixFileMode));
            Assert.DoesNotContain("can be read by users other than its owner", app.App.Log, StringComparison.Ordinal);
        }

        File.SetUnixFileMode(Database, ForOwner | UnixFileMode.GroupRead);
        await using var again = await InboxApplication.StartAsync(Database);
        Assert.Contains("The inbox file, which contains patient data, can be read by users other than its owner (GroupRead)", again.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_ID_of_any_length_takes_little_room()
    {
        var longId = new string('x', 1_000_000);
        await using (var app = await InboxApplication.StartAsync(Database))
        {
            Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync(longId + "1")).Outcome);
            Assert.Equal(RedoxDestinationOutcome.Duplicate, (await app.PostAsync(longId + "1")).Outcome);
            Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync(longId + "2")).Outcome);
            await app.HandledAsync(2);
            await app.IdleAsync();
        }

        Assert.True(longId.Length > 10 * (long)Sql("SELECT sum(length(log_id)) FROM redox_inbox"));
    }

    [Fact]
    public async Task Much_room_that_is_free_is_given_back()
    {
        await using var app = await InboxApplication.StartAsync(Database);
        var body = Encoding.UTF8.GetBytes(TestDestination.Appointment(null).Replace("CANARY", new string('x', 4_000_000), StringComparison.Ordinal));
        for (var number = 0; number < 8; number++)
        {
            Assert.Equal(200, (await app.App.PostAsync(body)).StatusCode);
        }

        await app.HandledAsync(8);
        await app.UntilAsync(() => new FileInfo(Database).Length is > 0 and < 20_000_000 && new FileInfo($"{Database}-wal").Length == 0, TimeSpan.FromSeconds(1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> FaultAsync(string path, string code)
    {
        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(path));
        Assert.StartsWith("UseSqliteInbox: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(code, fault.Message, StringComparison.Ordinal);
        return fault.Message;
    }

    private static string Content(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private object Sql(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return Execute(connection, statement);
    }

    private static object Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar() ?? "";
    }
}
