using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class LeaseRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("A claimed message cannot be claimed by another process", async trial =>
        {
            await trial.StoreAllAsync("a1", "-1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1 -1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("", store: await trial.OpenAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }),
        new("A message whose lease has run out is claimed again, with a higher fence and one more death", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2", "-1").ConfigureAwait(false);
            var first = await trial.ExpectClaimAsync("a1 -1").ConfigureAwait(false);
            foreach (var entry in first)
            {
                await trial.ExpireAsync(entry).ConfigureAwait(false);
            }

            var second = await trial.ExpectClaimAsync("a1 -1", store: await trial.OpenAsync().ConfigureAwait(false)).ConfigureAwait(false);
            for (var i = 0; i < 2; i++)
            {
                trial.True(second[i].Lease.Fence > first[i].Lease.Fence, "a higher fence", $"{second[i].Lease.Fence} after {first[i].Lease.Fence}");
                trial.Equal(1, second[i].Deaths, "the deaths");
                trial.Equal(0, second[i].Attempts, "the attempts");
                await trial.ExpireAsync(second[i]).ConfigureAwait(false);
            }

            trial.Equal("2 2", string.Join(' ', (await trial.ClaimAllAsync().ConfigureAwait(false)).Entries.Select(entry => entry.Deaths)), "the deaths after the second time");
        }),
        new("Each claim of a message has a higher fence", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            long fence = 0;
            Func<RedoxInboxLease, RedoxInboxResult>[] results =
            [
                RedoxInboxResult.Released,
                lease => RedoxInboxResult.Retry(lease, InboxTrial.Noon, InboxTrial.Failure),
                lease => RedoxInboxResult.Parked(lease, InboxTrial.Noon, InboxTrial.Failure),
                RedoxInboxResult.Released,
            ];
            foreach (var result in results)
            {
                var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
                trial.True(entry.Lease.Fence > fence, "a higher fence", $"{entry.Lease.Fence} after {fence}");
                fence = entry.Lease.Fence;
                await trial.RecordAsync(result(entry.Lease)).ConfigureAwait(false);
                await trial.ReplayAsync(entry.Id).ConfigureAwait(false);
            }
        }),
        new("A lease that was extended has not run out", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            trial.ExpectLost(await ExtendAsync(trial, entry.Lease).ConfigureAwait(false));
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            await trial.ExpectCountsAsync(0, 1, 0).ConfigureAwait(false);
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Completed(entry.Lease, InboxTrial.Noon)).ConfigureAwait(false));
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
        }),
        new("A lease of a message that was claimed again is not extended", async trial =>
        {
            await trial.StoreAllAsync("a1", "b1").ConfigureAwait(false);
            var entries = await trial.ExpectClaimAsync("a1 b1").ConfigureAwait(false);
            await trial.ExpireAsync(entries[0]).ConfigureAwait(false);
            var again = (await trial.ExpectClaimAsync("a1").ConfigureAwait(false))[0];
            trial.ExpectLost(await ExtendAsync(trial, entries[0].Lease, entries[1].Lease).ConfigureAwait(false), entries[0].Lease);
            await trial.ExpireAsync(again).ConfigureAwait(false);
            trial.ExpectLost(await ExtendAsync(trial, entries[0].Lease).ConfigureAwait(false), entries[0].Lease);
            await trial.ExpectClaimAsync("a1").ConfigureAwait(false);
        }),
        new("A lease of a message that was handled, parked, released or is retried is not extended", async trial =>
        {
            await trial.StoreAllAsync("a1", "b1", "c1", "d1").ConfigureAwait(false);
            var leases = (await trial.ExpectClaimAsync("a1 b1 c1 d1").ConfigureAwait(false)).Select(entry => entry.Lease).ToArray();
            await trial.RecordAsync(
                RedoxInboxResult.Completed(leases[0], InboxTrial.Noon),
                RedoxInboxResult.Parked(leases[1], InboxTrial.Noon, InboxTrial.Failure),
                RedoxInboxResult.Released(leases[2]),
                RedoxInboxResult.Retry(leases[3], InboxTrial.Noon, InboxTrial.Failure)).ConfigureAwait(false);
            trial.ExpectLost(await ExtendAsync(trial, leases).ConfigureAwait(false), leases);
            await trial.ExpectCountsAsync(2, 0, 1).ConfigureAwait(false);
        }),
        new("A lease of a message that never was is not extended", async trial =>
        {
            RedoxInboxLease[] leases = [new(long.MaxValue, 1), new(0, 1)];
            trial.ExpectLost(await ExtendAsync(trial, leases).ConfigureAwait(false), leases);
        }),
        new("The key of a message whose lease has run out is not free", async trial =>
        {
            var first = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.StoreAllAsync("a2", "a3").ConfigureAwait(false);
            var second = (await trial.ExpectClaimAsync("a2").ConfigureAwait(false))[0];
            await trial.ReplayAsync(first.Id).ConfigureAwait(false);
            await trial.ExpireAsync(second).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a2").ConfigureAwait(false);
        }),
    ];

    private static Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(InboxTrial trial, params RedoxInboxLease[] leases) =>
        trial.Store.ExtendAsync(trial.Destination, leases, InboxTrial.Lease, trial.Token);
}
