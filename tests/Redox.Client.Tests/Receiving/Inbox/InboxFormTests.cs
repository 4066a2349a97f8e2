using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>What an inbox finds where its file should be: other programs' tables, old log IDs, and a queue that is no file.</summary>
public sealed class InboxFormTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData("CREATE TABLE redox_inbox_clock (a)", "table redox_inbox_clock")]
    [InlineData("CREATE TABLE others (a); CREATE INDEX redox_inbox_due ON others (a)", "index redox_inbox_due")]
    public async Task A_table_or_index_of_another_program_is_named_when_the_application_starts(string statements, string name)
    {
        Sql(statements);

        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

        Assert.Contains($"{Database} has a {name} that this program did not make.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(3, "🩺")]
    public async Task A_log_ID_that_version_1_kept_at_full_length_is_recognised(int length, string suffix)
    {
        var logId = new string('x', length) + suffix;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Receiving", "Inbox", "Files", "version-1.db"), Database);
        Sql($"UPDATE redox_inbox SET log_id = '{logId}' WHERE log_id = 'handled'");
        await using var app = await InboxApplication.StartAsync(Database);

        Assert.Equal(RedoxOutcome.Duplicate, (await app.PostAsync(logId)).Outcome);
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

        Assert.Contains($"{Database} is a queue (FIFO)", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Sql(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
