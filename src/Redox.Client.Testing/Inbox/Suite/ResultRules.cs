using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class ResultRules
{
    private static readonly DateTimeOffset Later = InboxTrial.Noon.AddMinutes(1);

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("Results are recorded before the next messages are claimed", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2", "b1").ConfigureAwait(false);
            var entries = await trial.ExpectClaimAsync("a1 b1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a2", [RedoxInboxResult.Completed(entries[0].Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("A claim of no messages only records results", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal(0, (await trial.RecordAsync(RedoxInboxResult.Completed(entry.Lease, InboxTrial.Noon)).ConfigureAwait(false)).Entries.Count, "the number of messages");
            await trial.ExpectCountsAsync(1, 0, 0).ConfigureAwait(false);
        }),
        new("A message that was released waits as if it had not been claimed", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var first = await trial.ClaimOneAsync().ConfigureAwait(false);
            var again = (await trial.ExpectClaimAsync("a1", [RedoxInboxResult.Released(first.Lease)]).ConfigureAwait(false))[0];
            trial.Equal("0 and 0", $"{again.Attempts} and {again.Deaths}", "attempts and deaths");
        }),
        new("A message that was released while it waited for its retry keeps its attempts", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            await RetryAsync(trial).ConfigureAwait(false);
            var second = await trial.ClaimOneAsync(dueBy: Later).ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Released(second.Lease)).ConfigureAwait(false);
            trial.Equal(1, (await trial.ClaimOneAsync(dueBy: Later).ConfigureAwait(false)).Attempts, "the attempts");
        }),
        new("A message that was released keeps its deaths", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            await trial.ExpireAsync(await trial.ClaimOneAsync().ConfigureAwait(false)).ConfigureAwait(false);
            var second = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Released(second.Lease)).ConfigureAwait(false);
            var third = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal(1, third.Deaths, "the deaths");
            trial.True(third.Lease.Fence > second.Lease.Fence, "a higher fence", $"{third.Lease.Fence} after {second.Lease.Fence}");
        }),
        new("A retry is due at its time, and not before", async trial =>
        {
            await trial.StoreAllAsync("a1", "-1").ConfigureAwait(false);
            await RetryAsync(trial).ConfigureAwait(false);
            await RetryAsync(trial).ConfigureAwait(false);
            await trial.ExpectClaimAsync("", dueBy: Later.AddMilliseconds(-1)).ConfigureAwait(false);
            var entries = await trial.ExpectClaimAsync("a1 -1", dueBy: Later).ConfigureAwait(false);
            trial.Equal("1 1", string.Join(' ', entries.Select(entry => entry.Attempts)), "the attempts");
            trial.Equal("0 0", string.Join(' ', entries.Select(entry => entry.Deaths)), "the deaths");
        }),
        new("A message that waits for its retry holds up its key, and no other", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2", "b1", "-1").ConfigureAwait(false);
            await RetryAsync(trial).ConfigureAwait(false);
            await trial.ExpectClaimAsync("b1 -1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1", dueBy: Later).ConfigureAwait(false);
        }),
        new("A retry that is due later than any retry waits is due", async trial =>
        {
            await trial.StoreAllAsync("a1", "-1").ConfigureAwait(false);
            await RetryAsync(trial).ConfigureAwait(false);
            await RetryAsync(trial).ConfigureAwait(false);
            trial.Equal("", InboxTrial.Names((await trial.ClaimAllAsync(latestDue: Later).ConfigureAwait(false)).Entries), "what is claimed when it may wait so long");
            trial.Equal("a1 -1", InboxTrial.Names((await trial.ClaimAllAsync(latestDue: Later.AddMilliseconds(-1)).ConfigureAwait(false)).Entries), "what is claimed when it may not");
        }),
        new("Each failed attempt is counted, and the last failure is kept", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            for (var attempt = 1; attempt <= 3; attempt++)
            {
                var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
                await trial.RecordAsync(RedoxInboxResult.Retry(entry.Lease, InboxTrial.Noon, new($"Exception{attempt}", attempt == 2 ? null : "O'Brien ☃"))).ConfigureAwait(false);
                var item = (await trial.ListAsync(RedoxInboxItemState.Waiting).ConfigureAwait(false))[0];
                trial.Equal(attempt, item.Attempts, "the attempts");
                trial.Equal($"Exception{attempt}", item.Failure?.Type, "the type of the failure");
                trial.Equal(attempt == 2 ? null : "O'Brien ☃", item.Failure?.Text, "the text of the failure");
            }
        }),
        new("The text of a failure may have any characters", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Retry(entry.Lease, InboxTrial.Noon, new("Exception", "a\0b\ud800c\uffff"))).ConfigureAwait(false);
            trial.Equal(1, (await trial.ListAsync(RedoxInboxItemState.Waiting).ConfigureAwait(false))[0].Attempts, "the attempts");
        }),
        new("A parked message is not claimed, and does not hold up its key", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var first = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpectClaimAsync("a2", [RedoxInboxResult.Parked(first.Lease, InboxTrial.Noon, InboxTrial.Failure)], DateTimeOffset.MaxValue).ConfigureAwait(false);
            await trial.ExpectClaimAsync("", dueBy: DateTimeOffset.MaxValue).ConfigureAwait(false);
            await trial.ExpectCountsAsync(0, 1, 1).ConfigureAwait(false);
        }),
        new("A completion that is recorded twice is not lost", trial =>
            TwiceAsync(trial, lease => RedoxInboxResult.Completed(lease, InboxTrial.Noon), "a2", (1, 0, 0))),
        new("A retry that is recorded twice counts once, and is not lost", trial =>
            TwiceAsync(trial, lease => RedoxInboxResult.Retry(lease, Later, InboxTrial.Failure), "", (2, 0, 0), RedoxInboxItemState.Waiting)),
        new("A parking that is recorded twice counts once, and is not lost", trial =>
            TwiceAsync(trial, lease => RedoxInboxResult.Parked(lease, InboxTrial.Noon, InboxTrial.Failure), "a2", (1, 0, 1), RedoxInboxItemState.Parked)),
        new("A release that is recorded twice is not lost", trial =>
            TwiceAsync(trial, RedoxInboxResult.Released, "a1", (2, 0, 0))),
        new("A parking that is recorded again after the message was replayed has no effect", async trial =>
        {
            var entry = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.ReplayAsync(entry.Id).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1", [RedoxInboxResult.Parked(entry.Lease, InboxTrial.Noon, InboxTrial.Failure)]).ConfigureAwait(false);
        }),
        new("One call records many results", async trial =>
        {
            await trial.StoreAllAsync([.. Enumerable.Range(0, 160).Select(number => $"-{number}")]).ConfigureAwait(false);
            var entries = (await trial.ClaimAllAsync(160).ConfigureAwait(false)).Entries;
            var results = entries.Select((entry, number) => (number % 4) switch
            {
                0 => RedoxInboxResult.Completed(entry.Lease, InboxTrial.Noon),
                1 => RedoxInboxResult.Retry(entry.Lease, Later, InboxTrial.Failure),
                2 => RedoxInboxResult.Parked(entry.Lease, InboxTrial.Noon, InboxTrial.Failure),
                _ => RedoxInboxResult.Released(entry.Lease),
            });
            trial.ExpectLost(await trial.RecordAsync([.. results]).ConfigureAwait(false));
            await trial.ExpectCountsAsync(80, 0, 40).ConfigureAwait(false);
            trial.Equal(40, (await trial.ClaimAllAsync().ConfigureAwait(false)).Entries.Count, "the number of messages that are due");
        }),
    ];

    private static async Task RetryAsync(InboxTrial trial) =>
        await trial.RecordAsync(RedoxInboxResult.Retry((await trial.ClaimOneAsync().ConfigureAwait(false)).Lease, Later, InboxTrial.Failure)).ConfigureAwait(false);

    private static async Task TwiceAsync(
        InboxTrial trial, Func<RedoxInboxLease, RedoxInboxResult> result, string next, (long Waiting, long Running, long Parked) counts, RedoxInboxItemState? state = null)
    {
        await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
        var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
        for (var time = 0; time < 2; time++)
        {
            trial.ExpectLost(await trial.RecordAsync(result(entry.Lease)).ConfigureAwait(false));
            await trial.ExpectCountsAsync(counts.Waiting, counts.Running, counts.Parked).ConfigureAwait(false);
        }

        if (state is { } listed)
        {
            trial.Equal(1, (await trial.ListAsync(listed).ConfigureAwait(false))[0].Attempts, "the attempts");
        }

        await trial.ExpectClaimAsync(next, [result(entry.Lease)]).ConfigureAwait(false);
    }
}
