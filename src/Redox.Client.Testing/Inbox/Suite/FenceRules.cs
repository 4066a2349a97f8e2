using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>A process that was paused cannot change what another one has taken over.</summary>
internal static class FenceRules
{
    private static readonly (string Name, Func<RedoxInboxLease, RedoxInboxResult> Result)[] Results =
    [
        ("completion", lease => RedoxInboxResult.Completed(lease, InboxTrial.Noon)),
        ("retry", lease => RedoxInboxResult.Retry(lease, InboxTrial.Noon, InboxTrial.Failure)),
        ("parking", lease => RedoxInboxResult.Parked(lease, InboxTrial.Noon, InboxTrial.Failure)),
        ("release", RedoxInboxResult.Released),
    ];

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        .. Results.Select(kind => new SuiteRule($"A {kind.Name} under a lease that was lost has no effect, and is reported", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2", "b1").ConfigureAwait(false);
            var entries = await trial.ExpectClaimAsync("a1 b1").ConfigureAwait(false);
            await trial.ExpireAsync(entries[0]).ConfigureAwait(false);
            var again = (await trial.ExpectClaimAsync("a1", store: await trial.OpenAsync().ConfigureAwait(false)).ConfigureAwait(false))[0];

            // Together with a result that has an effect.
            trial.ExpectLost(await trial.RecordAsync(kind.Result(entries[0].Lease), kind.Result(entries[1].Lease)).ConfigureAwait(false), entries[0].Lease);
            await trial.ExpectListAsync(RedoxInboxItemState.Running, again).ConfigureAwait(false);
            trial.Equal(0, (await trial.ListAsync(RedoxInboxItemState.Running).ConfigureAwait(false))[0].Attempts, "the attempts");
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Completed(again.Lease, InboxTrial.Noon)).ConfigureAwait(false));
            await trial.ExpectClaimAsync(kind.Name is "retry" or "release" ? "a2 b1" : "a2").ConfigureAwait(false);
        })),
        .. Results.Select(kind => new SuiteRule($"A {kind.Name} under a lease that was lost has no effect after the new one has ended, too", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            var again = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.RecordAsync(RedoxInboxResult.Retry(again.Lease, InboxTrial.Noon.AddMinutes(1), InboxTrial.Failure)).ConfigureAwait(false);
            trial.ExpectLost(await trial.RecordAsync(kind.Result(entry.Lease)).ConfigureAwait(false), entry.Lease);
            await trial.ExpectCountsAsync(1, 0, 0).ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            trial.Equal(1, (await trial.ExpectClaimAsync("a1", dueBy: InboxTrial.Noon.AddMinutes(1)).ConfigureAwait(false))[0].Attempts, "the attempts");
        })),
        new("A result has an effect after its lease has run out, as long as nobody has claimed the message again", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Completed(entry.Lease, InboxTrial.Noon)).ConfigureAwait(false));
            await trial.ExpectClaimAsync("a2").ConfigureAwait(false);
        }),
    ];
}
