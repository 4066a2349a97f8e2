using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class OrderRules
{
    private const int Many = 300;

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("The messages of a key are claimed in the order in which they were stored", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2", "a3").ConfigureAwait(false);
            long last = 0;
            foreach (var name in (string[])["a1", "a2", "a3"])
            {
                var entry = (await trial.ExpectClaimAsync(name).ConfigureAwait(false))[0];
                trial.True(entry.Id > last, "an ID higher than that of the message before", $"{entry.Id} after {last}");
                last = entry.Id;
                await trial.CompleteAsync(entry).ConfigureAwait(false);
            }

            await trial.ExpectClaimAsync("").ConfigureAwait(false);
        }),
        new("Only the first message of a key is claimed", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
        }),
        new("Keys do not wait for each other", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2", "b1", "=1", "=2", "c1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1 b1 =1 c1").ConfigureAwait(false);
        }),
        new("Messages without a key wait for no other", async trial =>
        {
            await trial.StoreAllAsync("-1", "a1", "-2", "=1", "-3").ConfigureAwait(false);
            await trial.ExpectClaimAsync("-1 a1 -2 =1 -3").ConfigureAwait(false);
        }),
        new("No more messages are claimed than asked for", async trial =>
        {
            await trial.StoreAllAsync("a1", "b1", "c1", "-1", "-2").ConfigureAwait(false);
            trial.Equal(2, (await trial.ClaimAllAsync(2).ConfigureAwait(false)).Entries.Count, "the number of messages");
            trial.Equal(3, (await trial.ClaimAllAsync(100).ConfigureAwait(false)).Entries.Count, "the number of messages that were left");
        }),
        new("Claimed messages come in the order in which they were stored", async trial =>
        {
            await trial.StoreAllAsync("z1", "-1", "b1", "=1", "a1", "-2").ConfigureAwait(false);
            await trial.ExpectClaimAsync("z1 -1 b1 =1 a1 -2").ConfigureAwait(false);
        }),
        new("A key with a long backlog is not in the way of others", async trial =>
        {
            for (var number = 0; number < Many; number++)
            {
                await trial.StoreAllAsync("a").ConfigureAwait(false);
            }

            await trial.StoreAllAsync("b1", "-1").ConfigureAwait(false);
            await trial.ExpectClaimAsync("a b1 -1").ConfigureAwait(false);
        }),
        new("Many keys that wait for a retry are not in the way of others", async trial =>
        {
            for (var number = 0; number < Many; number++)
            {
                await trial.StoreAsync(number.ToString("x32", null)).ConfigureAwait(false);
            }

            var claimed = await trial.ClaimAllAsync(Many).ConfigureAwait(false);
            trial.Equal(Many, claimed.Entries.Count, "the number of messages");
            await trial.RecordAsync([.. claimed.Entries.Select(entry => RedoxInboxResult.Retry(entry.Lease, InboxTrial.Noon.AddMinutes(1), InboxTrial.Failure))]).ConfigureAwait(false);
            await trial.StoreAsync(new string('f', 32), body: "last").ConfigureAwait(false);
            trial.Equal("last", InboxTrial.Names((await trial.ClaimAllAsync(1).ConfigureAwait(false)).Entries), "the claimed message");
        }),
        new("Destinations do not wait for each other", async trial =>
        {
            await trial.StoreAllAsync("a1", "!2").ConfigureAwait(false);
            await trial.StoreAsync(InboxTrial.KeyOf("a"), destination: trial.Elsewhere).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1").ConfigureAwait(false);
            trial.Equal(1, (await trial.ClaimAllAsync(destination: trial.Elsewhere).ConfigureAwait(false)).Entries.Count, "the number of messages of the other destination");
        }),
        new("Names of destinations are compared character by character", async trial =>
        {
            string[] names = [trial.Destination + "ä", trial.Destination + "Ä", trial.Destination + "a\u0308", trial.Destination + " ", " " + trial.Destination, trial.Destination + "'\"\\;--%_😀", trial.Destination + new string('x', 200)];
            foreach (var name in names)
            {
                await trial.StoreAsync("", body: name, destination: name).ConfigureAwait(false);
            }

            foreach (var name in names)
            {
                trial.Equal(name, InboxTrial.Names((await trial.ClaimAllAsync(destination: name).ConfigureAwait(false)).Entries), "what a destination has");
            }
        }),
    ];
}
