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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
