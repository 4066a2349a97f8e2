using System.Runtime.CompilerServices;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Splits what is to be replayed or discarded, however much it is: a store changes so few messages at once that nobody else waits long for it, and what is changed stays
/// changed if the rest fails.
/// </summary>
internal static class ParkedBatches
{
    /// <summary>Changes one batch after the other.</summary>
    /// <param name="inbox">The inbox.</param>
    /// <param name="messages">Which of the parked messages.</param>
    /// <param name="change">Changes those with these IDs, and returns how many it were.</param>
    /// <param name="report">Gets the number of all messages that were changed, unless it is 0; also when the rest fails.</param>
    /// <param name="cancellationToken">Stops before the next batch.</param>
    /// <returns>The number of messages.</returns>
    public static async Task<int> ChangeAsync(
        DestinationInbox inbox, RedoxParkedMessages messages, Func<IReadOnlyList<long>, Task<int>> change, Action<int> report, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            await foreach (var ids in OfAsync(inbox, messages, cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                count += await change(ids).ConfigureAwait(false);
            }

            return count;
        }
        finally
        {
            if (count > 0)
            {
                report(count);
            }
        }
    }

    // The batches, by ascending IDs. They end with the last message that is parked when its turn comes: one that is parked again meanwhile is not met twice.
    private static async IAsyncEnumerable<IReadOnlyList<long>> OfAsync(
        DestinationInbox inbox, RedoxParkedMessages messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (messages.Ids is { } given)
        {
            foreach (var ids in given.Order().Chunk(RedoxInboxOperations.MaxCount))
            {
                yield return ids;
            }

            yield break;
        }

        IReadOnlyList<RedoxInboxItem> page;
        var after = 0L;
        do
        {
            page = await inbox.Store.ListAsync(inbox.Destination, RedoxInboxItemState.Parked, after, RedoxInboxOperations.MaxCount, cancellationToken).ConfigureAwait(false);
            long[] ids = [.. page.Where(item => messages.ParkedBefore is not { } time || item.ParkedAt < time).Select(item => item.Id)];
            if (ids.Length > 0)
            {
                yield return ids;
            }

            after = page.Count > 0 ? page[^1].Id : after;
        }
        while (page.Count == RedoxInboxOperations.MaxCount); // More than that are not parked while a batch is changed.
    }
}
