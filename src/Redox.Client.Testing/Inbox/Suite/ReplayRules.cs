using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class ReplayRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("Replay returns parked messages to their places", async trial =>
        {
            var first = await trial.ParkAsync("a1").ConfigureAwait(false);
            var second = await trial.ParkAsync("b1").ConfigureAwait(false);
            await trial.StoreAllAsync("a2", "b2").ConfigureAwait(false);
            await ExpectReplayedAsync(trial, 2, first.Id, second.Id).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1 b1").ConfigureAwait(false);
            await ExpectReplayedAsync(trial, 0, first.Id, second.Id).ConfigureAwait(false);
        }),
        new("Replay returns those that are named and parked, and no others", async trial =>
        {
            var first = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.ParkAsync("b1").ConfigureAwait(false);
            var third = await trial.ParkAsync("c1").ConfigureAwait(false);
            await trial.StoreAllAsync("d1").ConfigureAwait(false);
            var running = await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectReplayedAsync(trial, 2, third.Id, first.Id, running.Id, long.MaxValue, first.Id).ConfigureAwait(false);
            await ExpectReplayedAsync(trial, 0).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1 c1").ConfigureAwait(false);
            await trial.ExpectCountsAsync(0, 3, 1).ConfigureAwait(false);
        }),
        new("A message that is replayed is due at once, with attempts and deaths reset", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var first = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Retry(first.Lease, InboxTrial.Noon.AddMinutes(1), InboxTrial.Failure)).ConfigureAwait(false);
            await trial.ExpireAsync(await trial.ClaimOneAsync(dueBy: DateTimeOffset.MaxValue).ConfigureAwait(false)).ConfigureAwait(false);
            var third = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Parked(third.Lease, InboxTrial.Noon, InboxTrial.Failure)).ConfigureAwait(false);
            await ExpectReplayedAsync(trial, 1, first.Id).ConfigureAwait(false);
            var again = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal("0 and 0", $"{again.Attempts} and {again.Deaths}", "attempts and deaths");
        }),
        new("A message that is replayed does not overtake a later one of its key that is running", async trial =>
        {
            var parked = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.StoreAllAsync("a2", "a3").ConfigureAwait(false);
            var running = (await trial.ExpectClaimAsync("a2").ConfigureAwait(false))[0];
            await ExpectReplayedAsync(trial, 1, parked.Id).ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1", [RedoxInboxResult.Completed(running.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("A message that is replayed comes before those of its key that were handled after it", async trial =>
        {
            var parked = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.StoreAllAsync("a2", "a3", "b1").ConfigureAwait(false);
            foreach (var entry in await trial.ExpectClaimAsync("a2 b1").ConfigureAwait(false))
            {
                await trial.CompleteAsync(entry).ConfigureAwait(false);
            }

            await ExpectReplayedAsync(trial, 1, parked.Id).ConfigureAwait(false);
            var first = (await trial.ExpectClaimAsync("a1").ConfigureAwait(false))[0];
            await trial.ExpectClaimAsync("a3", [RedoxInboxResult.Completed(first.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("A message that another process has replayed comes first in its key, too", async trial =>
        {
            var other = await trial.OpenAsync().ConfigureAwait(false);
            var parked = await trial.ParkAsync("a1").ConfigureAwait(false);
            for (var number = 2; number < 6; number++)
            {
                await trial.StoreAllAsync($"a{number}").ConfigureAwait(false);
                await trial.CompleteAsync(await trial.ClaimOneAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }

            await trial.StoreAllAsync("a6").ConfigureAwait(false);
            await other.ReplayAsync(trial.Destination, [parked.Id], trial.Token).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1").ConfigureAwait(false);
        }),
        new("Replay leaves other destinations alone", async trial =>
        {
            var parked = await trial.ParkAsync("a1").ConfigureAwait(false);
            trial.Equal(0, await trial.Store.ReplayAsync(trial.Elsewhere, [parked.Id], trial.Token).ConfigureAwait(false), "the number of replayed messages");
            await trial.ExpectCountsAsync(0, 0, 1).ConfigureAwait(false);
        }),
    ];

    private static async Task ExpectReplayedAsync(InboxTrial trial, int count, params long[] ids) =>
        trial.Equal(count, await trial.ReplayAsync(ids).ConfigureAwait(false), "the number of replayed messages");
}
