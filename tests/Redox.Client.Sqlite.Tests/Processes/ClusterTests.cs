using System.Diagnostics;
using Shared;
using Xunit.Abstractions;

namespace Redox.Client.Sqlite.Tests.Processes;

/// <summary>
/// Two processes with one file, some of them killed or paused past their leases at random: the program InboxCluster counts in the handlers' ledger what was lost, handled twice, or out of order.
/// The troubles grow with the messages.
/// </summary>
public sealed class ClusterTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Messages = TestSize.Of(quick: 2_000, middle: 20_000, full: 200_000);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-cluster-").FullName;

    [Fact]
    public async Task Nothing_is_lost_or_twice_or_out_of_order_whatever_happens_to_the_processes()
    {
        var troubles = Math.Clamp(Messages / 2500, 2, 100);
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "InboxCluster.dll"), Path.Combine(_folder, "inbox.db"), "--processes", "2", "--messages", $"{Messages}", "--kills", $"{troubles}", "--pauses", $"{troubles / 2}",
        ];
        using var program = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var told = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        output.WriteLine(told);

        Assert.True(program.ExitCode == 0, told);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
