namespace Redox.Client.Receiving.Deduplication;

/// <summary>Remembers in this process, for a limited time and number of messages.</summary>
internal sealed class MemoryDeduplicationStore(RedoxDeduplicationOptions options, TimeProvider time) : IRedoxDeduplicationStore
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string, string)> _handled = [];
    private readonly Queue<((string, string) Key, DateTimeOffset Until)> _byAge = new();

    public Task<bool> IsHandledAsync(string destination, string logId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Forget(keep: options.Capacity);
            return Task.FromResult(_handled.Contains((destination, logId)));
        }
    }

    public Task MarkHandledAsync(string destination, string logId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Forget(keep: options.Capacity - 1);
            if (_handled.Add((destination, logId)))
            {
                _byAge.Enqueue(((destination, logId), time.GetUtcNow() + options.Retention));
            }
        }

        return Task.CompletedTask;
    }

    private void Forget(int keep)
    {
        var now = time.GetUtcNow();
        while (_byAge.TryPeek(out var oldest) && (oldest.Until <= now || _byAge.Count > keep))
        {
            _byAge.Dequeue();
            _handled.Remove(oldest.Key);
        }
    }
}
