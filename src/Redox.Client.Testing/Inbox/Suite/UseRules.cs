using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>Cancellation and disposal.</summary>
internal static class UseRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("A store that was cancelled either stores the message or throws, and the inbox is used further", async trial =>
        {
            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync().ConfigureAwait(false);
            var isStored = await IsDoneAsync(trial, () => trial.Store.StoreAsync(
                new() { Destination = trial.Destination, LogId = "log", Key = "", ReceivedAt = InboxTrial.Noon, Body = "1"u8.ToArray() }, cancelled.Token)).ConfigureAwait(false);
            await trial.ExpectCountsAsync(isStored ? 1 : 0, 0, 0).ConfigureAwait(false);
            trial.Equal(!isStored, await trial.StoreAsync("", "log", "1").ConfigureAwait(false), "whether it was stored again");
            await trial.ExpectClaimAsync("1").ConfigureAwait(false);
        }),
        new("A claim that was cancelled either claims or throws, and the inbox is used further", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync().ConfigureAwait(false);
            var isClaimed = await IsDoneAsync(trial, () => trial.Store.ClaimAsync(
                new() { Destination = trial.Destination, Count = 1, Lease = InboxTrial.Lease, DueBy = InboxTrial.Noon }, cancelled.Token)).ConfigureAwait(false);
            await trial.ExpectClaimAsync(isClaimed ? "" : "a1").ConfigureAwait(false);
        }),
        new("What one process has stored outlives it", async trial =>
        {
            var other = await trial.OpenAsync().ConfigureAwait(false);
            await trial.StoreAsync("", "log", "1", store: other).ConfigureAwait(false);
            await trial.CloseAsync(other).ConfigureAwait(false);
            trial.Equal(false, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
            await trial.ExpectClaimAsync("1").ConfigureAwait(false);
        }),
        new("A parked message is still parked when the inbox is opened again", async trial =>
        {
            var entry = await trial.ParkAsync("a1").ConfigureAwait(false);
            await trial.ReopenAsync().ConfigureAwait(false);
            await trial.ExpectClaimAsync("", dueBy: DateTimeOffset.MaxValue).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Parked, entry).ConfigureAwait(false);
            var item = (await trial.ListAsync(RedoxInboxItemState.Parked).ConfigureAwait(false))[0];
            trial.Equal(1, item.Attempts, "the attempts");
            trial.Equal(InboxTrial.Failure.Type, item.Failure?.Type, "the type of the failure");
        }),
        new("The latest time of a destination is still known when the inbox is opened again", async trial =>
        {
            await trial.Store.KeepTimeAsync(trial.Destination, InboxTrial.Noon, trial.Token).ConfigureAwait(false);
            await trial.ReopenAsync().ConfigureAwait(false);
            trial.Equal(InboxTrial.Noon, await trial.Store.KeepTimeAsync(trial.Destination, DateTimeOffset.MinValue, trial.Token).ConfigureAwait(false), "the latest time");
        }),
        new("A process that ends keeps its leases until they run out", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var other = await trial.OpenAsync().ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync(other).ConfigureAwait(false);
            await trial.CloseAsync(other).ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1").ConfigureAwait(false);
        }),
        new("An inbox is used concurrently", async trial =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(number => trial.StoreAsync(null, $"log-{number}"))).ConfigureAwait(false);
            var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => trial.ClaimAllAsync(5))).ConfigureAwait(false);
            await Task.WhenAll(claimed.SelectMany(some => some.Entries).Select(trial.CompleteAsync)).ConfigureAwait(false);
            var rest = await trial.ClaimAllAsync().ConfigureAwait(false);
            trial.Equal(20, claimed.Sum(some => some.Entries.Count) + rest.Entries.Count, "the number of claimed messages");
        }),
    ];

    private static async Task<bool> IsDoneAsync<T>(InboxTrial trial, Func<Task<T>> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!trial.Token.IsCancellationRequested)
        {
            return false;
        }
    }
}
