namespace Redox.Client.Testing.Inbox.Suite;

internal static class StoringRules
{
    private const string LogId = "7ce6f387-c33c-417d-8682-81e83628cbd9";

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("A message is stored once for each log ID", async trial =>
        {
            trial.Equal(true, await trial.StoreAsync("", LogId).ConfigureAwait(false), "whether the first one was stored");
            trial.Equal(false, await trial.StoreAsync("", LogId).ConfigureAwait(false), "whether the second one was stored");
            await trial.ExpectCountsAsync(1, 0, 0).ConfigureAwait(false);
        }),
        new("A message without a log ID is always stored", async trial =>
        {
            trial.Equal(true, await trial.StoreAsync("").ConfigureAwait(false), "whether the first one was stored");
            trial.Equal(true, await trial.StoreAsync("").ConfigureAwait(false), "whether the second one was stored");
            await trial.ExpectCountsAsync(2, 0, 0).ConfigureAwait(false);
        }),
        new("The log ID of a handled message is remembered", async trial =>
        {
            await trial.StoreAsync("", LogId).ConfigureAwait(false);
            await trial.CompleteAsync(await trial.ClaimOneAsync().ConfigureAwait(false)).ConfigureAwait(false);
            trial.Equal(false, await trial.StoreAsync("", LogId).ConfigureAwait(false), "whether it was stored again");
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
        }),
        new("The log ID of a parked message is known", async trial =>
        {
            await trial.ParkAsync("a1", logId: LogId).ConfigureAwait(false);
            trial.Equal(false, await trial.StoreAsync("", LogId).ConfigureAwait(false), "whether it was stored again");
            await trial.ExpectCountsAsync(0, 0, 1).ConfigureAwait(false);
        }),
        new("The log ID of a claimed message is known", async trial =>
        {
            await trial.StoreAsync("", LogId).ConfigureAwait(false);
            await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal(false, await trial.StoreAsync("", LogId).ConfigureAwait(false), "whether it was stored again");
        }),
        new("Log IDs are unique within their destination only", async trial =>
        {
            await trial.StoreAsync("", LogId).ConfigureAwait(false);
            trial.Equal(true, await trial.StoreAsync("", LogId, destination: trial.Elsewhere).ConfigureAwait(false), "whether it was stored for another destination");
        }),
        new("Log IDs are compared character by character", async trial =>
        {
            foreach (var logId in (string[])["log", "LOG", "log ", " log", "", "løg", "lo\u0308g", "l\u00f6g", new string('l', 128), "'; --", "😀"])
            {
                trial.Equal(true, await trial.StoreAsync("", logId).ConfigureAwait(false), $"whether '{logId}' was stored");
                trial.Equal(false, await trial.StoreAsync("", logId).ConfigureAwait(false), $"whether '{logId}' was stored again");
            }

            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal("log", entry.LogId, "the log ID of the first one");
        }),
        new("Log IDs have up to 128 characters, and each of them counts", async trial =>
        {
            string[] logIds = [new string('l', 127) + "1", new string('l', 127) + "2"];
            foreach (var logId in logIds)
            {
                trial.Equal(true, await trial.StoreAsync(null, logId).ConfigureAwait(false), $"whether '{logId}' was stored");
            }

            var entries = (await trial.ClaimAllAsync().ConfigureAwait(false)).Entries;
            trial.Equal(string.Join(' ', logIds), string.Join(' ', entries.Select(entry => entry.LogId)), "the log IDs");
        }),
        new("Of the same message stored concurrently, one is stored", async trial =>
        {
            var other = await trial.OpenAsync().ConfigureAwait(false);
            var isStored = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => trial.StoreAsync("", LogId, store: number % 2 == 0 ? trial.Store : other))).ConfigureAwait(false);
            trial.Equal(1, isStored.Count(stored => stored), "the number of stored ones");
            await trial.ExpectCountsAsync(1, 0, 0).ConfigureAwait(false);
        }),
        new("A stored message is claimed with its log ID and its time, and has not failed", async trial =>
        {
            var received = InboxTrial.Noon.AddMilliseconds(-1234);
            await trial.StoreAsync("", LogId, "1", receivedAt: received).ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            trial.Equal(LogId, entry.LogId, "the log ID");
            trial.Equal(received, entry.ReceivedAt, "the time of arrival");
            trial.Equal("0 and 0", $"{entry.Attempts} and {entry.Deaths}", "attempts and deaths");
            trial.Equal(entry.Lease.Id, entry.Id, "the ID of the lease");
        }),
        new("A stored message is claimed by another process, too", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1", store: await trial.OpenAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }),
    ];
}
