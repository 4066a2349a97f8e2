using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>What an inbox finds where its file should be: other programs' tables, old log IDs, and a queue that is no file.</summary>
public sealed class InboxFormTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData("CREATE TABLE redox_inbox_clock (a)", "table redox_inbox_clock")]
    [InlineData("CREATE TABLE others (a); CREATE INDEX redox_inbox_due ON others (a)", "index redox_inbox_due")]
    public async Task Foreign_table_or_index_is_named_at_start(string statements, string name)
    {
        Sql(statements);

        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

        Assert.Contains($"{Database} has a {name} that this program did not create.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(3, "🩺")]
    public async Task A_log_ID_that_version_1_kept_at_full_length_is_recognised(int length, string suffix)
    {
        var logId = new string('x', length) + suffix;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Files", "version-1.db"), Database);
        Sql($"UPDATE redox_inbox SET log_id = '{logId}' WHERE log_id = 'handled'");
        await using var app = await InboxApplication.StartAsync(Database);

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await app.PostAsync(logId)).Outcome);
    }

    [Fact]
    public async Task A_queue_in_place_of_the_file_is_refused_when_the_application_starts()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There are none.
        }

        using (var process = Process.Start("mkfifo", Database))
        {
            await process.WaitForExitAsync();
        }

        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

        Assert.Contains($"{Database} is a FIFO", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_in_place_of_the_file_is_refused_through_a_link_too(bool isLink)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Devices have no paths there.
        }

        File.CreateSymbolicLink(Database, "/dev/null");

        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(isLink ? Database : "/dev/null"));

        Assert.Equal("UseSqliteInbox: /dev/null is a device, not a file. Name a file on a local disk.", fault.Message);
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_refused_when_the_application_starts()
    {
        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(_folder));

        Assert.Contains($"The inbox {_folder}: SQLite 14 SQLITE_CANTOPEN: it cannot be opened. The path is a folder: name a file in it.", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>A number in the file says that it is ours: what has a name of ours then is a later program's, or somebody's mistake, and stays.</summary>
    [Fact]
    public async Task Tables_of_others_in_a_file_of_this_version_are_left_alone()
    {
        await using (await InboxApplication.StartAsync(Database))
        {
        }

        Sql("CREATE TABLE redox_inbox_notes (a); INSERT INTO redox_inbox_notes VALUES (7)");
        await using (await InboxApplication.StartAsync(Database))
        {
        }

        Assert.Equal(7L, Sql("SELECT a FROM redox_inbox_notes"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private object? Sql(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        return command.ExecuteScalar();
    }
}
