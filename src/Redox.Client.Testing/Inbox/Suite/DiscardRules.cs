using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class DiscardRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("Discarding deletes the body, and the log ID is remembered", async trial =>
        {
            var entry = await trial.ParkAsync("a1", logId: "log").ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 1, RedoxParkedMessages.All).ConfigureAwait(false);
            trial.Equal(true, await trial.Store.ReadBodyAsync(trial.Destination, entry.Id, trial.Token).ConfigureAwait(false) is null, "whether the body is gone");
            trial.Equal(false, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Parked).ConfigureAwait(false);
            trial.Equal(0, await trial.Store.ReplayAsync(trial.Destination, RedoxParkedMessages.All, trial.Token).ConfigureAwait(false), "the number of replayed messages");
        }),
        new("A discarded message is forgotten by its time", async trial =>
        {
            await trial.ParkAsync("a1", logId: "log").ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 1, RedoxParkedMessages.All).ConfigureAwait(false);
            trial.Equal(0, await trial.Store.ForgetAsync(trial.Destination, InboxTrial.Noon, 10, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
            trial.Equal(1, await trial.Store.ForgetAsync(trial.Destination, InboxTrial.Noon.AddSeconds(1), 10, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
            trial.Equal(true, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
        }),
        new("Discarding by IDs or by time takes parked messages only, and leaves other destinations alone", async trial =>
        {
            var first = await trial.ParkAsync("a1", InboxTrial.Noon).ConfigureAwait(false);
            await trial.ParkAsync("b1", InboxTrial.Noon.AddSeconds(1)).ConfigureAwait(false);
            var third = await trial.ParkAsync("c1", InboxTrial.Noon.AddSeconds(2)).ConfigureAwait(false);
            await trial.StoreAllAsync("d1", "e1").ConfigureAwait(false);
            var running = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal(0, await trial.Store.DiscardAsync(trial.Elsewhere, RedoxParkedMessages.All, InboxTrial.Noon, trial.Token).ConfigureAwait(false), "the number elsewhere");
            await ExpectDiscardedAsync(trial, 1, RedoxParkedMessages.WithIds(first.Id, running.Id)).ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 1, RedoxParkedMessages.Before(InboxTrial.Noon.AddSeconds(2))).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Parked, third).ConfigureAwait(false);
            await trial.ExpectCountsAsync(1, 1, 1).ConfigureAwait(false);
        }),
        new("A parking that is recorded again after the message was discarded has no effect, and is not lost", async trial =>
        {
            var entry = await trial.ParkAsync("a1").ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 1, RedoxParkedMessages.All).ConfigureAwait(false);
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Parked(entry.Lease, InboxTrial.Noon, InboxTrial.Failure)).ConfigureAwait(false));
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
        }),
    ];

    private static async Task ExpectDiscardedAsync(InboxTrial trial, int count, RedoxParkedMessages messages) =>
        trial.Equal(count, await trial.Store.DiscardAsync(trial.Destination, messages, InboxTrial.Noon, trial.Token).ConfigureAwait(false), "the number of discarded messages");
}
