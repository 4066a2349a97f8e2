using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shared.InboxTroubles;

namespace Redox.Client.Sqlite.Tests;

/// <summary>What Redox is told, and what is logged, while the file cannot be used.</summary>
public sealed class ToldTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-told").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task File_that_another_process_has_locked()
    {
        Process? other = null;
        try
        {
            await InboxTrouble.IsToldAsync(
                destination => destination.UseSqliteInbox($"Data Source={Database};Default Timeout=1"),
                async () =>
                {
                    other = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "InboxCluster.dll"), Database, "--lock"])
                    {
                        RedirectStandardInput = true,
                        RedirectStandardOutput = true,
                    })!;
                    Assert.Equal("locked", await other.StandardOutput.ReadLineAsync());
                },
                async () =>
                {
                    other!.StandardInput.Close();
                    await other.WaitForExitAsync();
                },
                "SqliteInboxException 5 SQLITE_BUSY");
        }
        finally
        {
            other?.Kill();
            other?.Dispose();
        }
    }

    /// <summary>What has opened a file may still write it when others no longer may: only the attribute "immutable" stops that.</summary>
    [ImmutableFact]
    public async Task Log_of_the_file_that_can_only_be_read() => await InboxTrouble.IsToldAsync(
        destination => destination.UseSqliteInbox($"Data Source={Database}"),
        () => SetAsync("+i", $"{Database}-wal"),
        () => SetAsync("-i", $"{Database}-wal"),
        "SqliteInboxException 10 SQLITE_IOERR");

    /// <summary>Messages go to SQLite's log, and into the file as soon as that can be written.</summary>
    [ImmutableFact]
    public async Task File_that_can_only_be_read_beside_a_log_that_can_be_written_delays_nothing()
    {
        await using var server = await InboxServer.StartAsync(new(), destination => destination.UseSqliteInbox($"Data Source={Database}"));
        await server.DeliverAsync("before");
        await server.UntilAsync(() => server.Handled.Count == 1);

        await SetAsync("+i", Database);
        try
        {
            Assert.Equal((200, null), await server.SendAsync("during"));
            await server.UntilAsync(() => server.Handled.Count == 2);
            await server.UntilEmptyAsync();
        }
        finally
        {
            await SetAsync("-i", Database);
        }

        Assert.Equal((200, null), await server.SendAsync("during"));
        Assert.Equal((200, null), await server.SendAsync("after"));
        await server.UntilAsync(() => server.Handled.Count == 3);
        await server.UntilEmptyAsync();
        Assert.Equal(["before", "during", "after"], server.Handled);
        Assert.Empty(server.Logged(InboxServer.NotStored, InboxServer.InboxFailed));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task SetAsync(string attribute, string file)
    {
        Assert.True(SmallDisk.Run("chattr", attribute, file));
        return Task.CompletedTask;
    }

    private sealed class ImmutableFactAttribute : FactAttribute
    {
        public ImmutableFactAttribute() => Skip = CanSet() ? null : "Only root may make a file immutable, and only on some file systems of Linux.";

        private static bool CanSet()
        {
            if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            {
                return false;
            }

            var file = Path.GetTempFileName();
            try
            {
                return SmallDisk.Run("sh", "-c", "chattr +i \"$1\" && chattr -i \"$1\"", "sh", file);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }
}
