using System.Diagnostics;
using Shared;
using Xunit.Abstractions;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>
/// Three processes with one inbox, some of them killed or paused past their leases at random, and the server stopped at once and started again: the program InboxCluster counts in the handlers' ledger
/// what was lost, handled twice, or out of order. A fifth of the messages goes through the pooler; the troubles grow with their number.
/// </summary>
[Collection(nameof(RestartedServer))]
public sealed class ClusterTests(PostgreSqlCluster cluster, ITestOutputHelper output)
{
    private static readonly int Messages = TestSize.Of(quick: 5_000, middle: 20_000, full: 1_000_000);

    [PostgreSqlFact]
    public async Task Nothing_is_lost_or_twice_or_out_of_order_whatever_happens_to_the_processes_and_the_server() =>
        await RunAsync(await cluster.CreateDatabaseAsync(), Messages, 1);

    [PoolerTheory]
    [InlineData(2)]
    public async Task Nothing_is_lost_or_twice_or_out_of_order_behind_a_pooler(int seed) =>
        await RunAsync(cluster.ThroughPooler(await cluster.CreateDatabaseAsync()), Messages / 5, seed);

    private async Task RunAsync(string connectionString, int messages, int seed)
    {
        var troubles = Math.Clamp(messages / 2500, 2, 100);
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "InboxCluster.dll"), connectionString, "--messages", $"{messages}", "--seed", $"{seed}",
            "--kills", $"{troubles}", "--pauses", $"{troubles / 2}", "--restarts", $"{Math.Max(1, troubles / 5)}", "--restart", cluster.RestartCommand,
        ];
        using var program = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var told = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        output.WriteLine(told);

        Assert.True(program.ExitCode == 0, told);
    }
}
