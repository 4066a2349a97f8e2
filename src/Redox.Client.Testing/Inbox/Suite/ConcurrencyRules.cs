using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>Several stores at once, as several processes would.</summary>
internal static class ConcurrencyRules
{
    private const int Claimers = 8;
    private const int Keys = 5;
    private const int PerKey = 12;

    // Only for an inbox that never hands out what is left.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("Of many concurrent claimers, one has a key at a time, and each message is claimed once and in order", trial =>
            HandleAllAsync(trial, number => InboxTrial.KeyOf("abcde"[(number % Keys)..]), number => number % Keys)),
        new("Of many concurrent claimers, each message without a key is claimed by one", trial =>
            HandleAllAsync(trial, static _ => null, static number => number)),
        new("Of many concurrent claimers, one has a barrier, and nothing else runs beside it", trial =>
            HandleAllAsync(trial, number => number % 10 == 9 ? "" : InboxTrial.KeyOf("abcde"[(number % Keys)..]), number => number % 10 == 9 ? -number : number % Keys)),
    ];

    // Bodies are numbers; what has the same group is handled in their order, and a negative group is a barrier.
    private static async Task HandleAllAsync(InboxTrial trial, Func<int, string?> key, Func<int, int> group)
    {
        IRedoxInbox[] stores = [trial.Store, await trial.OpenAsync().ConfigureAwait(false), await trial.OpenAsync().ConfigureAwait(false)];
        for (var number = 0; number < Keys * PerKey; number++)
        {
            await trial.StoreAsync(key(number), body: number.ToString(CultureInfo.InvariantCulture), isBarrier: group(number) < 0).ConfigureAwait(false);
        }

        using var failed = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
        var (running, done) = (new ConcurrentDictionary<int, int>(), new ConcurrentQueue<int>());
        await Task.WhenAll(Enumerable.Range(0, Claimers).Select(claimer => Task.Run(() => TryAsync(stores[claimer % stores.Length]), trial.Token))).ConfigureAwait(false);
        foreach (var numbers in done.GroupBy(group))
        {
            trial.Equal(string.Join(' ', numbers.Order()), string.Join(' ', numbers), "the order within a key");
        }

        trial.Equal(Keys * PerKey, done.Count, "the number of handled messages");
        trial.Equal(Keys * PerKey, done.Distinct().Count(), "the number of different handled messages");

        async Task TryAsync(IRedoxInbox store)
        {
            try
            {
                await ClaimAsync(store).ConfigureAwait(false);
            }
            catch
            {
                await failed.CancelAsync().ConfigureAwait(false); // The others need not wait for what this one holds.
                throw;
            }
        }

        async Task ClaimAsync(IRedoxInbox store)
        {
            IReadOnlyList<RedoxInboxResult> results = [];
            var start = Stopwatch.GetTimestamp();
            while (!failed.IsCancellationRequested && ((done.Count < Keys * PerKey && Stopwatch.GetElapsedTime(start) < Patience) || results.Count > 0))
            {
                var claimed = await trial.ClaimAllAsync(2, results, store: store).ConfigureAwait(false);
                trial.ExpectLost(claimed);
                var numbers = claimed.Entries.Select(entry => int.Parse(InboxTrial.Names([entry]), CultureInfo.InvariantCulture)).ToList();
                numbers.ForEach(Begin);
                await Task.Yield();
                numbers.ForEach(End);
                results = [.. claimed.Entries.Select(entry => RedoxInboxResult.Completed(entry.Lease, InboxTrial.Noon))];
            }
        }

        void Begin(int number)
        {
            trial.True(running.TryAdd(group(number), number), "one running message of a key", $"{number} beside {running.GetValueOrDefault(group(number))}");
            var (others, barrier) = (running.Values.Where(other => other != number).ToList(), running.Values.Any(other => group(other) < 0));
            trial.True(!barrier || others.Count == 0, "a barrier that runs alone", $"{number} beside {string.Join(' ', others)}");
            done.Enqueue(number);
        }

        void End(int number) => running.TryRemove(group(number), out _);
    }
}
