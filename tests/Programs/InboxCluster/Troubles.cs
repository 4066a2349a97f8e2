using System.Diagnostics;

namespace InboxCluster;

/// <summary>Kills and pauses processes, and restarts the server, spread over the messages.</summary>
internal sealed class Troubles(Cluster cluster, Store store, Takeovers takeovers, Random random, string? restart, int messages)
{
    // Longer than the lease of 6 seconds.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);

    private int _kills;
    private int _pauses;
    private int _restarts;

    public string Made => $"{_kills} killed, {_pauses} paused past the lease, {_restarts} restart(s) of the server";

    public async Task RunAsync(int kills, int pauses, int restarts)
    {
        var troubles = Enumerable.Repeat<Func<Task>>(KillAsync, kills).Concat(Enumerable.Repeat<Func<Task>>(PauseAsync, pauses))
            .Concat(Enumerable.Repeat<Func<Task>>(RestartAsync, restart is null ? 0 : restarts)).ToArray();
        random.Shuffle(troubles);
        for (var number = 0; number < troubles.Length; number++)
        {
            await store.UntilHandledAboutAsync((number + 0.5) * messages / (troubles.Length + 1));
            await troubles[number]();
        }
    }

    private async Task KillAsync()
    {
        var number = random.Next(cluster.Processes);
        await takeovers.DiedAsync(cluster.Kill(number));
        await cluster.RestartAsync(number);
        _kills++;
    }

    private async Task PauseAsync()
    {
        var begin = DateTimeOffset.UtcNow;
        await cluster.PauseAsync(random.Next(cluster.Processes), Pause);
        takeovers.Paused(begin, DateTimeOffset.UtcNow);
        _pauses++;
    }

    private async Task RestartAsync()
    {
        using var command = Process.Start("sh", ["-c", restart!]);
        await command.WaitForExitAsync();
        _restarts++;
    }
}
