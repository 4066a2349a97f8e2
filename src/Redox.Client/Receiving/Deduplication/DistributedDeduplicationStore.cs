using Microsoft.Extensions.Caching.Distributed;

namespace Redox.Client.Receiving.Deduplication;

/// <summary>Remembers in a cache that all machines of the application share. It stores log IDs, which reveal nothing about a patient.</summary>
internal sealed class DistributedDeduplicationStore(IDistributedCache cache, RedoxDeduplicationOptions options) : IRedoxDeduplicationStore
{
    private static readonly byte[] Mark = [1];

    private readonly DistributedCacheEntryOptions _entry = new() { AbsoluteExpirationRelativeToNow = options.Retention };

    public async Task<bool> IsHandledAsync(string destination, string logId, CancellationToken cancellationToken = default) =>
        await cache.GetAsync(Key(destination, logId), cancellationToken).ConfigureAwait(false) is not null;

    public Task MarkHandledAsync(string destination, string logId, CancellationToken cancellationToken = default) =>
        cache.SetAsync(Key(destination, logId), Mark, _entry, cancellationToken);

    private static string Key(string destination, string logId) => $"redox:handled:{destination}:{logId}";
}
