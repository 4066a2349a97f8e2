using System.Diagnostics;
using Redox.Client.Receiving;

namespace InboxThroughput.Modes;

/// <summary>Forgets handled messages while others are stored, and prints how long the slowest of those took.</summary>
internal static class Forget
{
    public static async Task RunAsync(string place, int messages)
    {
        var inbox = Inbox.Create(place);
        await Messages.FillAsync(inbox, messages, _ => Messages.Create(key: null));
        await using (var application = new Application(inbox))
        {
            var store = application.Inbox;
            await CompleteAsync(store);
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var forgetting = Task.Run(() => ForgetAsync(store));
            var (stored, slowest) = (0, TimeSpan.Zero);
            while (!forgetting.IsCompleted)
            {
                var begin = watch.Elapsed;
                await store.StoreAsync(Messages.Create(key: null));
                stored++;
                slowest = watch.Elapsed - begin > slowest ? watch.Elapsed - begin : slowest;
            }

            Figures.PrintRate("forgotten", await forgetting, watch.Elapsed, Environment.CpuUsage.TotalTime - before);
            Figures.PrintInvariant($"stored meanwhile {stored:N0}, the slowest in {slowest.TotalMilliseconds:F0} ms{(inbox.Log is { } log ? $"; SQLite's log {log.Length:N0} bytes" : "")}");
        }

        await inbox.DropAsync();
    }

    // As if they had been handled long ago.
    private static async Task CompleteAsync(IRedoxInbox inbox)
    {
        IReadOnlyList<RedoxInboxResult> results = [];
        do
        {
            var claimed = await inbox.ClaimAsync(new() { Destination = "", Count = 256, Lease = TimeSpan.FromMinutes(1), DueBy = DateTimeOffset.UtcNow, Results = results });
            results = [.. claimed.Entries.Select(entry => RedoxInboxResult.Completed(entry.Lease, DateTimeOffset.UnixEpoch))];
        }
        while (results.Count > 0);
    }

    private static async Task<int> ForgetAsync(IRedoxInbox inbox)
    {
        const int Portion = 1_000; // As the worker does.
        for (var all = 0; ;)
        {
            var some = await inbox.ForgetAsync("", DateTimeOffset.UtcNow, Portion);
            all += some;
            if (some < Portion)
            {
                return all;
            }
        }
    }
}
