using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.InboxTroubles;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>A disk that is full, or cannot be written, when the application starts or while it runs.</summary>
public sealed class FullDiskTests
{
    [DiskFact]
    public async Task A_first_start_on_a_full_disk_recovers_when_there_is_room()
    {
        using var disk = SmallDisk.Mount("8k");
        await using var app = await InboxApplication.StartAsync(destination => destination.UseSqliteInbox($"Data Source={On(disk)}"));

        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(500, (await app.PostAsync($"{number}")).StatusCode);
        }

        Assert.Contains("The inbox file cannot be opened yet (SqliteInboxException ", app.App.Log, StringComparison.Ordinal);
        disk.Resize("50m");
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync($"{number}")).Outcome);
        }

        await app.UntilAsync(() => app.Journal.Count == 3, TimeSpan.FromSeconds(1));
    }

    [DiskFact]
    public async Task A_disk_that_becomes_full_refuses_messages_until_there_is_room()
    {
        using var disk = SmallDisk.Mount("2m");

        await FullDisk.LosesNothingAsync(destination => destination.UseSqliteInbox($"Data Source={On(disk)}"), disk, "SqliteInboxException 13 SQLITE_FULL");
    }

    [DiskFact]
    public async Task A_file_that_cannot_be_written_is_refused_when_the_application_starts()
    {
        using var disk = SmallDisk.Mount("50m");
        var database = On(disk);
        await using (await InboxApplication.StartAsync(database))
        {
        }

        SmallDisk.MakeReadOnly(database);
        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(database));

        Assert.Contains(database, fault.Message, StringComparison.Ordinal);
        Assert.Contains("8 SQLITE_READONLY: it cannot be written. Give this user the right to write the file and its folder", fault.Message, StringComparison.Ordinal);
    }

    private static string On(SmallDisk disk) => Path.Combine(disk.Folder, "inbox.db");
}
