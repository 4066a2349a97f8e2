using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>More messages in one call than fit in a statement that was written for a few.</summary>
internal static class ManyRules
{
    private const int Many = 150;

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("One call claims many messages, completes them, and reports each that is lost", async trial =>
        {
            var leases = await ClaimAsync(trial).ConfigureAwait(false);
            RedoxInboxResult[] results = [.. leases.Select(lease => RedoxInboxResult.Completed(lease, InboxTrial.Noon))];
            trial.ExpectLost(await trial.RecordAsync(results).ConfigureAwait(false));
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
            RedoxInboxLease[] lost = [.. leases.Select(lease => lease with { Fence = lease.Fence + 1 })];
            trial.ExpectLost(await trial.RecordAsync([.. lost.Select(RedoxInboxResult.Released)]).ConfigureAwait(false), lost);
        }),
        new("One call extends many leases", async trial =>
        {
            var leases = await ClaimAsync(trial).ConfigureAwait(false);
            foreach (var lease in leases)
            {
                await trial.Subject.ExpireLeaseAsync(lease, trial.Destination, trial.Token).ConfigureAwait(false);
            }

            trial.ExpectLost(await trial.Store.ExtendAsync(trial.Destination, leases, InboxTrial.Lease, trial.Token).ConfigureAwait(false));
            await trial.ExpectCountsAsync(0, Many, 0).ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
        }),
        new("One call replays many IDs", async trial =>
        {
            var parked = await ParkAsync(trial).ConfigureAwait(false);
            trial.Equal(Many, await trial.ReplayAsync(parked).ConfigureAwait(false), "the number of replayed messages");
            await trial.ExpectCountsAsync(Many, 0, 0).ConfigureAwait(false);
        }),
        new("One call discards many IDs", async trial =>
        {
            var parked = await ParkAsync(trial).ConfigureAwait(false);
            trial.Equal(Many, await trial.DiscardAsync(parked).ConfigureAwait(false), "the number of discarded messages");
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
        }),
    ];

    private static async Task<RedoxInboxLease[]> ClaimAsync(InboxTrial trial)
    {
        await trial.StoreAllAsync([.. Enumerable.Range(0, Many).Select(number => $"-{number}")]).ConfigureAwait(false);
        RedoxInboxLease[] leases = [.. (await trial.ClaimAllAsync(Many).ConfigureAwait(false)).Entries.Select(entry => entry.Lease)];
        trial.Equal(Many, leases.Length, "the number of claimed messages");
        return leases;
    }

    private static async Task<long[]> ParkAsync(InboxTrial trial)
    {
        var leases = await ClaimAsync(trial).ConfigureAwait(false);
        await trial.RecordAsync([.. leases.Select(lease => RedoxInboxResult.Parked(lease, InboxTrial.Noon, InboxTrial.Failure))]).ConfigureAwait(false);
        await trial.ExpectCountsAsync(0, 0, Many).ConfigureAwait(false);
        return [.. leases.Select(lease => lease.Id)];
    }
}
