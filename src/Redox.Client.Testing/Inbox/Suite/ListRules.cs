using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class ListRules
{
    private static readonly DateTimeOffset Later = InboxTrial.Noon.AddMinutes(1);

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("Messages are listed and counted by their states", async trial =>
        {
            var parked = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.StoreAllAsync("a2", "b1", "c1").ConfigureAwait(false);
            var entries = await trial.ExpectClaimAsync("a2 b1 c1").ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Retry(entries[0].Lease, Later, InboxTrial.Failure)).ConfigureAwait(false);
            await trial.ExpireAsync(entries[2]).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Parked, parked).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Running, entries[1]).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Waiting, entries[0], entries[2]).ConfigureAwait(false);
            await trial.ExpectCountsAsync(2, 1, 1).ConfigureAwait(false);
        }),
        new("A listed message has its times, sizes and failures", async trial =>
        {
            await trial.StoreAsync("", "log", "ä", receivedAt: InboxTrial.Noon.AddHours(-1)).ConfigureAwait(false);
            await ExpectAsync(trial, RedoxInboxItemState.Waiting, attempts: 0).ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectAsync(trial, RedoxInboxItemState.Running, attempts: 0).ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Retry(entry.Lease, Later, InboxTrial.Failure)).ConfigureAwait(false);
            await ExpectAsync(trial, RedoxInboxItemState.Waiting, attempts: 1, retryAt: Later).ConfigureAwait(false);
            entry = await trial.ClaimOneAsync(dueBy: Later).ConfigureAwait(false);
            await ExpectAsync(trial, RedoxInboxItemState.Running, attempts: 1).ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Parked(entry.Lease, Later, InboxTrial.Failure)).ConfigureAwait(false);
            await ExpectAsync(trial, RedoxInboxItemState.Parked, attempts: 2, parkedAt: Later).ConfigureAwait(false);
        }),
        new("Lists come in pages, the oldest first", async trial =>
        {
            await trial.StoreAllAsync("c1", "-2", "a3", "c4", "-5").ConfigureAwait(false);
            var all = await trial.ListAsync(RedoxInboxItemState.Waiting).ConfigureAwait(false);
            trial.Equal(5, all.Count, "the number of messages");
            var (ids, after) = (new List<long>(), 0L);
            while (await trial.ListAsync(RedoxInboxItemState.Waiting, after, 2).ConfigureAwait(false) is { Count: > 0 } page)
            {
                trial.True(page.Count <= 2, "2 messages on a page", $"{page.Count}");
                ids.AddRange(page.Select(item => item.Id));
                trial.True(page[^1].Id > after, "only higher IDs", $"{page[^1].Id} after {after}");
                after = page[^1].Id;
            }

            trial.Equal(string.Join(' ', all.Select(item => item.Id).Order()), string.Join(' ', ids), "the IDs on all pages");
        }),
        new("A listed message says how many later ones of its key wait for it", async trial =>
        {
            await trial.ParkAsync("a0").ConfigureAwait(false);
            await trial.StoreAllAsync("a1", "-1", "=1", "a2", "-2", "a3", "=2").ConfigureAwait(false);
            trial.Equal("2 0 1 1 0 0 0", await BehindAsync(trial, RedoxInboxItemState.Waiting).ConfigureAwait(false), "how many wait");
            var entries = await trial.ExpectClaimAsync("a1 -1 =1 -2").ConfigureAwait(false);
            trial.Equal("2 0 1 0", await BehindAsync(trial, RedoxInboxItemState.Running).ConfigureAwait(false), "how many wait for those that run");
            trial.Equal("0", await BehindAsync(trial, RedoxInboxItemState.Parked).ConfigureAwait(false), "how many wait for the parked one");
            await trial.CompleteAsync(entries[0]).ConfigureAwait(false);
            trial.Equal("1 0 0", await BehindAsync(trial, RedoxInboxItemState.Waiting).ConfigureAwait(false), "how many wait after the first one was handled");
        }),
        new("No more than 1,000 messages that wait for another are counted", async trial =>
        {
            for (var stored = 0; stored < RedoxInboxItem.MaxBehind + 2; stored += 6)
            {
                await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => trial.StoreAsync(""))).ConfigureAwait(false);
            }

            var items = await trial.ListAsync(RedoxInboxItemState.Waiting, count: 4).ConfigureAwait(false);
            trial.Equal("1000 1000 999 998", string.Join(' ', items.Select(item => item.Behind)), "how many wait");
        }),
        new("The oldest message that waits or runs is known", async trial =>
        {
            trial.Equal(null, await OldestAsync(trial).ConfigureAwait(false), "the oldest time of an empty inbox");
            await trial.ParkAsync("a1").ConfigureAwait(false);
            trial.Equal(null, await OldestAsync(trial).ConfigureAwait(false), "the oldest time with a parked message only");
            await trial.StoreAsync("", receivedAt: InboxTrial.Noon.AddMinutes(1)).ConfigureAwait(false);
            await trial.StoreAsync("", receivedAt: InboxTrial.Noon.AddMinutes(2)).ConfigureAwait(false);
            trial.Equal(InboxTrial.Noon.AddMinutes(1), await OldestAsync(trial).ConfigureAwait(false), "the oldest time of those that wait");
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal(InboxTrial.Noon.AddMinutes(1), await OldestAsync(trial).ConfigureAwait(false), "the oldest time of those that wait or run");
            await trial.CompleteAsync(entry).ConfigureAwait(false);
            trial.Equal(InboxTrial.Noon.AddMinutes(2), await OldestAsync(trial).ConfigureAwait(false), "the oldest time after the first one was handled");
        }),
        new("Handled messages are neither listed nor counted", async trial =>
        {
            await trial.StoreAllAsync("a1", "-1").ConfigureAwait(false);
            foreach (var entry in await trial.ExpectClaimAsync("a1 -1").ConfigureAwait(false))
            {
                await trial.CompleteAsync(entry).ConfigureAwait(false);
            }

            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
            foreach (var state in Enum.GetValues<RedoxInboxItemState>())
            {
                await trial.ExpectListAsync(state).ConfigureAwait(false);
            }
        }),
        new("A body can be read until the message is handled", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var id = (await trial.ListAsync(RedoxInboxItemState.Waiting).ConfigureAwait(false))[0].Id;
            await ExpectBodyAsync(trial, id, "a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectBodyAsync(trial, id, "a1").ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Parked(entry.Lease, InboxTrial.Noon, InboxTrial.Failure)).ConfigureAwait(false);
            await ExpectBodyAsync(trial, id, "a1").ConfigureAwait(false);
            await trial.ReplayAsync(id).ConfigureAwait(false);
            await trial.CompleteAsync(await trial.ClaimOneAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await ExpectBodyAsync(trial, id, null).ConfigureAwait(false);
            await ExpectBodyAsync(trial, long.MaxValue, null).ConfigureAwait(false);
        }),
        new("Other destinations see nothing of a message", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var id = (await trial.ListAsync(RedoxInboxItemState.Waiting).ConfigureAwait(false))[0].Id;
            trial.Equal(true, await trial.Store.ReadBodyAsync(trial.Elsewhere, id, trial.Token).ConfigureAwait(false) is null, "whether its body cannot be read");
            trial.Equal(0, (await trial.Store.ListAsync(trial.Elsewhere, RedoxInboxItemState.Waiting, 0, 10, trial.Token).ConfigureAwait(false)).Count, "the number of listed messages");
            trial.Equal(0, (await trial.Store.CountAsync(trial.Elsewhere, trial.Token).ConfigureAwait(false)).Waiting, "the number of waiting messages");
        }),
    ];

    private static async Task<string> BehindAsync(InboxTrial trial, RedoxInboxItemState state) =>
        string.Join(' ', (await trial.ListAsync(state).ConfigureAwait(false)).Select(item => item.Behind));

    private static async Task<DateTimeOffset?> OldestAsync(InboxTrial trial) => (await trial.Store.CountAsync(trial.Destination, trial.Token).ConfigureAwait(false)).OldestReceivedAt;

    private static async Task ExpectBodyAsync(InboxTrial trial, long id, string? body) => trial.Equal(
        body,
        await trial.Store.ReadBodyAsync(trial.Destination, id, trial.Token).ConfigureAwait(false) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.Span) : null,
        "the body");

    private static async Task ExpectAsync(InboxTrial trial, RedoxInboxItemState state, int attempts, DateTimeOffset? retryAt = null, DateTimeOffset? parkedAt = null)
    {
        var items = await trial.ListAsync(state).ConfigureAwait(false);
        trial.Equal(1, items.Count, $"the number of messages that are listed as {state}");
        var item = items[0];
        trial.Equal(state, item.State, "the state");
        trial.Equal("log", item.LogId, "the log ID");
        trial.Equal(InboxTrial.Noon.AddHours(-1), item.ReceivedAt, "the time of arrival");
        trial.Equal(attempts, item.Attempts, "the attempts");
        trial.Equal(0, item.Deaths, "the deaths");
        trial.Equal(retryAt, item.RetryAt, "the time of the next attempt");
        trial.Equal(parkedAt, item.ParkedAt, "the time of parking");
        trial.Equal(attempts > 0 ? InboxTrial.Failure : null, item.Failure, "the failure");
        trial.Equal(2, item.Size, "the size");
    }
}
