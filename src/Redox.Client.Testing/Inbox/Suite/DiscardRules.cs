using System.Text;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class DiscardRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("Discarding deletes the body, and the log ID is remembered", async trial =>
        {
            var entry = await trial.ParkAsync("a1", logId: "log").ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 1, entry.Id).ConfigureAwait(false);
            trial.Equal(true, await trial.Store.ReadBodyAsync(trial.Destination, entry.Id, trial.Token).ConfigureAwait(false) is null, "whether the body is gone");
            trial.Equal(false, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Parked).ConfigureAwait(false);
            trial.Equal(0, await trial.ReplayAsync(entry.Id).ConfigureAwait(false), "the number of replayed messages");
        }),
        new("A discarded message is forgotten by its time", async trial =>
        {
            var entry = await trial.ParkAsync("a1", logId: "log").ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 1, entry.Id).ConfigureAwait(false);
            trial.Equal(0, await trial.Store.ForgetAsync(trial.Destination, InboxTrial.Noon, 10, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
            trial.Equal(1, await trial.Store.ForgetAsync(trial.Destination, InboxTrial.Noon.AddSeconds(1), 10, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
            trial.Equal(true, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
        }),
        new("Discarding takes those that are named and parked, and leaves other destinations alone", async trial =>
        {
            var first = await trial.ParkAsync("a1").ConfigureAwait(false);
            var second = await trial.ParkAsync("b1").ConfigureAwait(false);
            await trial.StoreAllAsync("c1", "d1").ConfigureAwait(false);
            var running = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal(0, await trial.Store.DiscardAsync(trial.Elsewhere, [first.Id], null, InboxTrial.Noon, trial.Token).ConfigureAwait(false), "the number elsewhere");
            await ExpectDiscardedAsync(trial, 1, first.Id, running.Id, long.MaxValue, first.Id).ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 0).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Parked, second).ConfigureAwait(false);
            await trial.ExpectCountsAsync(1, 1, 1).ConfigureAwait(false);
        }),
        new("Discarding by age keeps a message that was parked at that time or later, and its body", async trial =>
        {
            var first = await trial.ParkAsync("a1", InboxTrial.Noon).ConfigureAwait(false);
            var second = await trial.ParkAsync("b1", InboxTrial.Noon.AddSeconds(1)).ConfigureAwait(false);
            var before = InboxTrial.Noon.AddSeconds(1);
            var discarded = await trial.Store.DiscardAsync(trial.Destination, [first.Id, second.Id], before, InboxTrial.Noon, trial.Token).ConfigureAwait(false);
            trial.Equal(1, discarded, "the number of discarded messages");
            await trial.ExpectListAsync(RedoxInboxItemState.Parked, second).ConfigureAwait(false);
            var body = await trial.Store.ReadBodyAsync(trial.Destination, second.Id, trial.Token).ConfigureAwait(false);
            trial.Equal("b1", body is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null, "the body");
        }),
        new("A parking that is recorded again after the message was discarded has no effect, and is not lost", async trial =>
        {
            var entry = await trial.ParkAsync("a1").ConfigureAwait(false);
            await ExpectDiscardedAsync(trial, 1, entry.Id).ConfigureAwait(false);
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Parked(entry.Lease, InboxTrial.Noon, InboxTrial.Failure)).ConfigureAwait(false));
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
        }),
    ];

    private static async Task ExpectDiscardedAsync(InboxTrial trial, int count, params long[] ids) =>
        trial.Equal(count, await trial.DiscardAsync(ids).ConfigureAwait(false), "the number of discarded messages");
}
