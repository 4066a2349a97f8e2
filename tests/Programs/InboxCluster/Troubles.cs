using System.Diagnostics;

namespace InboxCluster;

/// <summary>Kills and pauses processes, and restarts the server, spread over the messages.</summary>
internal sealed class Troubles(Cluster cluster, Store store, Random random, string? restart, int messages)
{
    // Longer than the lease of 6 seconds.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);

    private int _kills;
    private int _pauses;
    private int _restarts;

    public string Made => $"{_kills} killed, {_pauses} paused past the lease, {_restarts} restarts of the server";

    public async Task RunAsync(int kills, int pauses)
    {
        var troubles = Enumerable.Repeat<Func<Task>>(KillAsync, kills).Concat(Enumerable.Repeat<Func<Task>>(PauseAsync, pauses)).Concat(restart is null ? [] : [RestartAsync, RestartAsync]).ToArray();
        random.Shuffle(troubles);
        for (var number = 0; number < troubles.Length; number++)
        {
            var from = (number + 0.5) * messages / (troubles.Length + 1);
            while (await HandledAsync() < from)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }

            await troubles[number]();
        }
    }

    private async Task<long> HandledAsync()
    {
        try
        {
            return await store.HandledAsync();
        }
        catch (System.Data.Common.DbException)
        {
            return 0; // The server is away.
        }
    }

    private async Task KillAsync()
    {
        await cluster.KillAsync(random.Next(cluster.Processes));
        _kills++;
    }

    private async Task PauseAsync()
    {
        await cluster.PauseAsync(random.Next(cluster.Processes), Pause);
        _pauses++;
    }

    private async Task RestartAsync()
    {
        using var command = Process.Start("sh", ["-c", restart!]);
        await command.WaitForExitAsync();
        _restarts++;
    }
}
