using System.Text;
using Microsoft.Data.Sqlite;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Files and folders that are there before the SQLite inbox is.</summary>
public sealed class InboxPlaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(511)]
    [InlineData(5_000)]
    public async Task File_that_is_not_a_database_is_refused_and_stays_as_it_is(int length)
    {
        foreach (var first in new[] { 'x', '\0' })
        {
            var bytes = Encoding.ASCII.GetBytes(first + new string('x', length - 1));
            await File.WriteAllBytesAsync(Database, bytes);

            var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

            Assert.Contains(Database, fault.Message, StringComparison.Ordinal);
            Assert.Contains("not a SQLite database", fault.Message, StringComparison.Ordinal);
            Assert.Matches("Name another file", fault.Message);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(Database));
        }
    }

    [Fact]
    public async Task Tables_of_the_application_may_be_in_the_same_file()
    {
        using var patients = new SqliteConnection($"Data Source={Database};Pooling=False");
        patients.Open();
        using var command = patients.CreateCommand();
        command.CommandText = "CREATE TABLE patients (name TEXT); INSERT INTO patients VALUES ('Zappelphilipp')";
        command.ExecuteNonQuery();

        await using (var app = await InboxApplication.StartAsync(Database))
        {
            Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync("a")).Outcome);
            await app.HandledAsync(1);
        }

        command.CommandText = "SELECT name FROM patients";
        Assert.Equal("Zappelphilipp", command.ExecuteScalar());
    }

    [Fact]
    public async Task Folder_that_may_not_be_used_is_named()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return; // There are no such permissions, or they do not apply to this user.
        }

        File.SetUnixFileMode(_folder, UnixFileMode.None);
        try
        {
            var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

            Assert.Contains($"the folder {_folder} cannot be used: access is denied", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
