using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

internal static class BodyRules
{
    private const int Largest = 40 * 1024 * 1024;

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("Bodies are kept exactly", async trial =>
        {
            await ExpectKeptAsync(trial, [.. Enumerable.Range(0, 1024).Select(number => (byte)number)]).ConfigureAwait(false);
            await ExpectKeptAsync(trial, [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0, (byte)'\\', (byte)'x', (byte)'0', (byte)'\'']).ConfigureAwait(false);
        }),
        new("A body may be empty", trial => ExpectKeptAsync(trial, [])),
        new("A body may have 40 MB", trial =>
        {
            var body = new byte[Largest];
            for (var i = 0; i < body.Length; i++)
            {
                body[i] = (byte)((i * 31) ^ (i >> 11));
            }

            return ExpectKeptAsync(trial, body);
        }),
        new("The bytes of a body are not used after it was stored", async trial =>
        {
            var body = "first"u8.ToArray();
            await StoreAsync(trial, body, null).ConfigureAwait(false);
            body.AsSpan().Clear();
            await trial.ExpectClaimAsync("first").ConfigureAwait(false);
        }),
        new("No more large bodies are claimed at once than allowed, and none of them is in the way", async trial =>
        {
            int[] sizes = [RedoxInboxClaim.LargeBody + 1, RedoxInboxClaim.LargeBody + 1, RedoxInboxClaim.LargeBody, 1];
            foreach (var isKeyed in (bool[])[true, false])
            {
                for (var i = 0; i < sizes.Length; i++)
                {
                    await StoreAsync(trial, new byte[sizes[i]], isKeyed ? i.ToString("x32", null) : null).ConfigureAwait(false);
                }
            }

            await ExpectSizesAsync(0, 1, 1, RedoxInboxClaim.LargeBody, RedoxInboxClaim.LargeBody).ConfigureAwait(false);
            for (var i = 0; i < 4; i++)
            {
                await ExpectSizesAsync(1, RedoxInboxClaim.LargeBody + 1).ConfigureAwait(false);
            }

            await ExpectSizesAsync(1).ConfigureAwait(false);

            async Task ExpectSizesAsync(int maxLarge, params int[] expected) => trial.Equal(
                string.Join(' ', expected),
                string.Join(' ', (await trial.ClaimAllAsync(maxLarge: maxLarge).ConfigureAwait(false)).Entries.Select(entry => entry.Body.Length).Order()),
                "the sizes of the claimed bodies");
        }),
        new("A large body whose lease has run out counts as one", async trial =>
        {
            await StoreAsync(trial, new byte[RedoxInboxClaim.LargeBody + 1], null).ConfigureAwait(false);
            await StoreAsync(trial, new byte[RedoxInboxClaim.LargeBody + 1], null).ConfigureAwait(false);
            var first = await trial.ClaimOneAsync().ConfigureAwait(false);
            var second = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpireAsync(first).ConfigureAwait(false);
            await trial.ExpireAsync(second).ConfigureAwait(false);
            trial.Equal(0, (await trial.ClaimAllAsync(maxLarge: 0).ConfigureAwait(false)).Entries.Count, "the number of claimed messages without large ones");
            trial.Equal(1, (await trial.ClaimAllAsync().ConfigureAwait(false)).Entries.Count, "the number of claimed messages with a large one");
        }),
    ];

    private static Task<bool> StoreAsync(InboxTrial trial, byte[] body, string? key) => trial.Store.StoreAsync(
        new() { Destination = trial.Destination, LogId = null, Key = key, ReceivedAt = InboxTrial.Noon, Body = body }, trial.Token);

    private static async Task ExpectKeptAsync(InboxTrial trial, byte[] body)
    {
        await StoreAsync(trial, body, "").ConfigureAwait(false);
        var item = (await trial.ListAsync(RedoxInboxItemState.Waiting).ConfigureAwait(false))[0];
        trial.Equal(body.Length, item.Size, "the size");
        var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
        ExpectSame(entry.Body.Span);
        var read = await trial.Store.ReadBodyAsync(trial.Destination, entry.Id, trial.Token).ConfigureAwait(false);
        trial.Equal(true, read is not null, "whether the body can be read");
        ExpectSame(read!.Value.Span);
        await trial.CompleteAsync(entry).ConfigureAwait(false);

        void ExpectSame(ReadOnlySpan<byte> found)
        {
            trial.Equal(body.Length, found.Length, "the number of bytes");
            trial.Equal(body.Length, body.AsSpan().CommonPrefixLength(found), "the number of bytes up to the first difference");
        }
    }
}
