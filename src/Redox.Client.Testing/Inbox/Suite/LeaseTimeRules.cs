using System.Diagnostics;
using System.Globalization;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>Leases that end by themselves. These rules alone wait, for seconds: no lease ends early, and each ends.</summary>
internal static class LeaseTimeRules
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // The clocks of the store and of this process need not run at quite the same rate.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("A lease ends by itself at its time, and not before", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var start = Stopwatch.GetTimestamp();
            trial.Equal(1, await ClaimAsync(trial).ConfigureAwait(false), "the number of messages");
            await ExpectEndAsync(trial, start, Short).ConfigureAwait(false);
        }),
        new("A lease that was extended ends by itself at its new time, and not before", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            var start = Stopwatch.GetTimestamp();
            trial.ExpectLost(await trial.Store.ExtendAsync(trial.Destination, [entry.Lease], Longer, trial.Token).ConfigureAwait(false));
            await ExpectEndAsync(trial, start, Longer).ConfigureAwait(false);
        }),
    ];

    private static async Task ExpectEndAsync(InboxTrial trial, long start, TimeSpan lease)
    {
        for (var isLast = false; await ClaimAsync(trial).ConfigureAwait(false) == 0;)
        {
            trial.True(!isLast, $"the end of a lease of {Seconds(lease)} within {Seconds(Patience)}", "none");
            isLast = Stopwatch.GetElapsedTime(start) > Patience; // One more claim, however slow the machine is.
            await Task.Delay(Pause, TimeProvider.System, trial.Token).ConfigureAwait(false);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        trial.True(elapsed >= lease - Tolerance, $"a lease of {Seconds(lease)}", $"its end after {Seconds(elapsed)}");
    }

    private static async Task<int> ClaimAsync(InboxTrial trial) => (await trial.Store.ClaimAsync(
        new() { Destination = trial.Destination, Count = 1, Lease = Short, DueBy = InboxTrial.Noon }, trial.Token).ConfigureAwait(false)).Entries.Count;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
