using Redox.Client.Receiving;

namespace Shared.Receiving;

/// <summary>An inbox in memory that fails as often as a test wants.</summary>
internal sealed class TroubledInbox : IRedoxInbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, (string? LogId, RedoxInboxEntry Entry)> _waiting = [];
    private long _lastId;
    private int _handled;
    private int _reads;

    public Exception Failure { get; set; } = new IOException("CANARY");

    public int StoreFailures { get; set; }

    public int ReadFailures { get; set; }

    public int MarkFailures { get; set; }

    public int Handled => Volatile.Read(ref _handled);

    public int Reads => Volatile.Read(ref _reads);

    public Task<bool> StoreAsync(string destination, string? logId, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (StoreFailures-- > 0)
            {
                throw Failure;
            }

            var entry = new RedoxInboxEntry { Id = ++_lastId, ReceivedAt = receivedAt, Attempts = 0, RetryAt = DateTimeOffset.MinValue, Body = body.ToArray() };
            return Task.FromResult(_waiting.TryAdd(entry.Id, (logId, entry)));
        }
    }

    public Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(string destination, DateTimeOffset dueBy, int count, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _reads++;
            return ReadFailures-- > 0
                ? throw new IOException("CANARY")
                : Task.FromResult<IReadOnlyList<RedoxInboxEntry>>([.. _waiting.Values.Select(waiting => waiting.Entry).OrderBy(entry => entry.Id).Take(count)]);
        }
    }

    public Task CompleteAsync(long id, DateTimeOffset handledAt, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (MarkFailures-- > 0)
            {
                throw new IOException("CANARY");
            }

            _waiting.Remove(id);
            _handled++;
            return Task.CompletedTask;
        }
    }

    public Task RetryAsync(long id, DateTimeOffset retryAt, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task ParkAsync(long id, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<int> ReleaseAsync(string destination, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, CancellationToken cancellationToken = default) => Task.FromResult(0);
}
