using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class BarrierRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("A barrier waits for all earlier messages", async trial =>
        {
            await trial.StoreAllAsync("=1", "a1", "-1", "!1").ConfigureAwait(false);
            var earlier = await trial.ExpectClaimAsync("=1 a1 -1").ConfigureAwait(false);
            foreach (var entry in earlier)
            {
                await trial.ExpectClaimAsync("").ConfigureAwait(false);
                await trial.CompleteAsync(entry).ConfigureAwait(false);
            }

            await trial.ExpectClaimAsync("!1").ConfigureAwait(false);
        }),
        new("All later messages wait for a barrier", async trial =>
        {
            await trial.StoreAllAsync("!1", "a1", "-1", "=1").ConfigureAwait(false);
            var barrier = (await trial.ExpectClaimAsync("!1").ConfigureAwait(false))[0];
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1 -1 =1", [RedoxInboxResult.Completed(barrier.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("A message whose key is free before a barrier does not wait for it", async trial =>
        {
            await trial.StoreAllAsync("a1", "!1", "a2", "b1").ConfigureAwait(false);
            var first = (await trial.ExpectClaimAsync("a1").ConfigureAwait(false))[0];
            await trial.ExpectClaimAsync("!1", [RedoxInboxResult.Completed(first.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("Barriers are claimed one after the other", async trial =>
        {
            await trial.StoreAllAsync("!1", "!2", "a1").ConfigureAwait(false);
            var first = (await trial.ExpectClaimAsync("!1").ConfigureAwait(false))[0];
            var second = (await trial.ExpectClaimAsync("!2", [RedoxInboxResult.Completed(first.Lease, InboxTrial.Noon)]).ConfigureAwait(false))[0];
            await trial.ExpectClaimAsync("a1", [RedoxInboxResult.Completed(second.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("All later messages wait for a barrier that waits for its retry", async trial =>
        {
            await trial.StoreAllAsync("!1", "a1", "-1").ConfigureAwait(false);
            var barrier = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpectClaimAsync("", [RedoxInboxResult.Retry(barrier.Lease, InboxTrial.Noon.AddMinutes(1), InboxTrial.Failure)]).ConfigureAwait(false);
            await trial.ExpectClaimAsync("!1", dueBy: InboxTrial.Noon.AddMinutes(1)).ConfigureAwait(false);
        }),
        new("A barrier waits for an earlier message that waits for its retry", async trial =>
        {
            await trial.StoreAllAsync("-1", "!1").ConfigureAwait(false);
            var first = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpectClaimAsync("", [RedoxInboxResult.Retry(first.Lease, InboxTrial.Noon.AddMinutes(1), InboxTrial.Failure)]).ConfigureAwait(false);
        }),
        new("A barrier does not wait for a parked message, and a parked barrier holds up none", async trial =>
        {
            await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.StoreAllAsync("!1", "b1").ConfigureAwait(false);
            var barrier = (await trial.ExpectClaimAsync("!1").ConfigureAwait(false))[0];
            await trial.ExpectClaimAsync("b1", [RedoxInboxResult.Parked(barrier.Lease, InboxTrial.Noon, InboxTrial.Failure)]).ConfigureAwait(false);
        }),
        new("A barrier that is replayed waits for what is running, and holds up the rest", async trial =>
        {
            await trial.StoreAllAsync("!1", "a1", "b1").ConfigureAwait(false);
            var barrier = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Parked(barrier.Lease, InboxTrial.Noon, InboxTrial.Failure)).ConfigureAwait(false);
            var running = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ReplayAsync(barrier.Id).ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            await trial.ExpectClaimAsync("!1", [RedoxInboxResult.Completed(running.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("A message that is replayed waits for a barrier that is running", async trial =>
        {
            var first = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.StoreAllAsync("!1", "b1").ConfigureAwait(false);
            var barrier = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ReplayAsync(first.Id).ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1 b1", [RedoxInboxResult.Completed(barrier.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        }),
        new("A barrier whose lease has run out is claimed again, and still holds up the rest", async trial =>
        {
            await trial.StoreAllAsync("!1", "a1", "-1").ConfigureAwait(false);
            await trial.ExpireAsync(await trial.ClaimOneAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await trial.ExpectClaimAsync("!1").ConfigureAwait(false);
        }),
    ];
}
