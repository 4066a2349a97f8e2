using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class ForgetRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("The log IDs of messages that were handled before a time are forgotten", async trial =>
        {
            await HandleAsync(trial, "log-1", InboxTrial.Noon).ConfigureAwait(false);
            await HandleAsync(trial, "log-2", InboxTrial.Noon.AddSeconds(1)).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 0, InboxTrial.Noon).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 1, InboxTrial.Noon.AddSeconds(1)).ConfigureAwait(false);
            trial.Equal(true, await trial.StoreAsync("", "log-1").ConfigureAwait(false), "whether the first one was stored again");
            trial.Equal(false, await trial.StoreAsync("", "log-2").ConfigureAwait(false), "whether the second one was stored again");
        }),
        new("No more messages are forgotten at once than asked for", async trial =>
        {
            for (var number = 0; number < 5; number++)
            {
                await HandleAsync(trial, $"log-{number}", InboxTrial.Noon).ConfigureAwait(false);
            }

            await ExpectForgottenAsync(trial, 2, InboxTrial.Noon.AddSeconds(1), 2).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 2, InboxTrial.Noon.AddSeconds(1), 2).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 1, InboxTrial.Noon.AddSeconds(1), 2).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 0, InboxTrial.Noon.AddSeconds(1), 2).ConfigureAwait(false);
        }),
        new("Messages that wait, run or are parked are never forgotten", async trial =>
        {
            await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.StoreAllAsync("b1", "c1").ConfigureAwait(false);
            await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 0, DateTimeOffset.MaxValue).ConfigureAwait(false);
            await trial.ExpectCountsAsync(1, 1, 1).ConfigureAwait(false);
        }),
        new("A result of a message that was forgotten is lost", async trial =>
        {
            var lease = await HandleAsync(trial, "log", InboxTrial.Noon).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 1, DateTimeOffset.MaxValue).ConfigureAwait(false);
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Completed(lease, InboxTrial.Noon)).ConfigureAwait(false), lease);
        }),
        new("A lease of a message that was forgotten is lost", async trial =>
        {
            var lease = await HandleAsync(trial, "log", InboxTrial.Noon).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 1, DateTimeOffset.MaxValue).ConfigureAwait(false);
            trial.ExpectLost(await trial.Store.ExtendAsync(trial.Destination, [lease], InboxTrial.Lease, trial.Token).ConfigureAwait(false), lease);
        }),
        new("The ID of a message that was forgotten is not used again", async trial =>
        {
            var lease = await HandleAsync(trial, "log", InboxTrial.Noon).ConfigureAwait(false);
            await ExpectForgottenAsync(trial, 1, DateTimeOffset.MaxValue).ConfigureAwait(false);
            await trial.StoreAsync("", "log").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.True(entry.Id > lease.Id, "a higher ID than that of the forgotten message", $"{entry.Id} after {lease.Id}");
        }),
        new("Other destinations are not forgotten", async trial =>
        {
            await HandleAsync(trial, "log", InboxTrial.Noon).ConfigureAwait(false);
            trial.Equal(0, await trial.Store.ForgetAsync(trial.Elsewhere, DateTimeOffset.MaxValue, 10, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
            trial.Equal(false, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
        }),
        new("The latest time of a destination is kept", async trial =>
        {
            var other = await trial.OpenAsync().ConfigureAwait(false);
            await ExpectTimeAsync(trial.Store, DateTimeOffset.MinValue, DateTimeOffset.MinValue).ConfigureAwait(false);
            await ExpectTimeAsync(trial.Store, InboxTrial.Noon, InboxTrial.Noon).ConfigureAwait(false);
            await ExpectTimeAsync(other, InboxTrial.Noon, InboxTrial.Noon.AddHours(-1)).ConfigureAwait(false);
            await ExpectTimeAsync(other, InboxTrial.Noon.AddHours(1), InboxTrial.Noon.AddHours(1)).ConfigureAwait(false);
            await ExpectTimeAsync(trial.Store, InboxTrial.Noon.AddHours(1), DateTimeOffset.MinValue).ConfigureAwait(false);
            trial.Equal(DateTimeOffset.MinValue, await trial.Store.KeepTimeAsync(trial.Elsewhere, DateTimeOffset.MinValue, trial.Token).ConfigureAwait(false), "the time of another destination");

            async Task ExpectTimeAsync(IRedoxInbox store, DateTimeOffset kept, DateTimeOffset time) =>
                trial.Equal(kept, await store.KeepTimeAsync(trial.Destination, time, trial.Token).ConfigureAwait(false), "the latest time");
        }),
    ];

    private static async Task<RedoxInboxLease> HandleAsync(InboxTrial trial, string logId, DateTimeOffset handledAt)
    {
        await trial.StoreAsync("", logId).ConfigureAwait(false);
        var lease = (await trial.ClaimOneAsync().ConfigureAwait(false)).Lease;
        await trial.RecordAsync(RedoxInboxResult.Completed(lease, handledAt)).ConfigureAwait(false);
        return lease;
    }

    private static async Task ExpectForgottenAsync(InboxTrial trial, int expected, DateTimeOffset handledBefore, int count = 10) =>
        trial.Equal(expected, await trial.Store.ForgetAsync(trial.Destination, handledBefore, count, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
}
