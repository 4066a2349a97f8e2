using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>A disk in memory that is full, or cannot be written, when the application starts.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-full").FullName;
    private bool _isMounted;

    private string Database => Path.Combine(_folder, "inbox.db");

    [FactWhereDisksCanBeMounted]
    public async Task A_first_start_on_a_full_disk_recovers_when_there_is_room()
    {
        Mount("-t", "tmpfs", "-o", "size=8k", "tmpfs", _folder);
        _isMounted = true;
        await using var app = await InboxApplication.StartAsync(destination => destination.UseSqliteInbox($"Data Source={Database}"));

        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(500, (await app.PostAsync($"{number}")).StatusCode);
        }

        Assert.Contains("The inbox file cannot be opened yet (SqliteInboxException ", app.App.Log, StringComparison.Ordinal);
        Mount("-o", "remount,size=50m", _folder);
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync($"{number}")).Outcome);
        }

        await app.UntilAsync(() => app.Journal.Count == 3, TimeSpan.FromSeconds(1));
    }

    [FactWhereDisksCanBeMounted]
    public async Task A_file_that_cannot_be_written_is_refused_when_the_application_starts()
    {
        Mount("-t", "tmpfs", "tmpfs", _folder);
        _isMounted = true;
        await using (await InboxApplication.StartAsync(Database))
        {
        }

        Mount("--bind", Database, Database);
        Mount("-o", "remount,bind,ro", Database);
        var fault = await Assert.ThrowsAsync<RedoxConfigurationException>(() => InboxApplication.StartAsync(Database));

        Assert.Contains(Database, fault.Message, StringComparison.Ordinal);
        Assert.Contains("8 SQLITE_READONLY: it cannot be written. Give this user the right to write the file and its folder", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", "-l", _folder);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void Mount(params string[] arguments) => Assert.True(Run("mount", arguments));

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }

    private sealed class FactWhereDisksCanBeMountedAttribute : FactAttribute
    {
        public FactWhereDisksCanBeMountedAttribute() => Skip = CanMount() ? null : "Only root may mount a disk, and only on Linux.";

        private static bool CanMount()
        {
            if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            {
                return false;
            }

            var folder = Directory.CreateTempSubdirectory("redox-mount").FullName;
            try
            {
                return Run("mount", "-t", "tmpfs", "tmpfs", folder) && Run("umount", folder);
            }
            finally
            {
                Directory.Delete(folder);
            }
        }
    }
}
