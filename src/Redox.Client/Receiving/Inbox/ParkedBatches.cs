using System.Runtime.CompilerServices;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Splits what is to be replayed or discarded, however much it is: a store changes so few messages at once that nobody else waits long for it, and what is changed stays
/// changed if the rest fails.
/// </summary>
internal static class ParkedBatches
{
    /// <summary>The IDs of each batch, by ascending IDs. They end with the last message that is parked when its turn comes: one that is parked again meanwhile is not met twice.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<long>> OfAsync(
        IRedoxInbox store, string destination, RedoxParkedMessages messages, [EnumeratorCancellation] CancellationToken cancellationToken)
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
            page = await store.ListAsync(destination, RedoxInboxItemState.Parked, after, RedoxInboxOperations.MaxCount, cancellationToken).ConfigureAwait(false);
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
